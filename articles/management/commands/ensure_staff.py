"""manage.py ensure_staff: the first staff account, if it is not there yet."""

import os

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

VARIABLES = ("DJANGO_SUPERUSER_USERNAME", "DJANGO_SUPERUSER_EMAIL", "DJANGO_SUPERUSER_PASSWORD")


class Command(BaseCommand):
    help = f"Create the staff account that {', '.join(VARIABLES)} describe, unless there is one of that name."

    def handle(self, *args, **options):
        missing = [variable for variable in VARIABLES if not os.environ.get(variable)]
        if missing:
            raise CommandError(f"Set {', '.join(missing)} first.")
        name, email, password = (os.environ[variable] for variable in VARIABLES)
        users = get_user_model().objects
        if users.filter(username=name).exists():
            self.stdout.write(f"The staff account {name} is there; its password stays as it is.")
            return
        users.create_superuser(name, email, password)
        self.stdout.write(f"The staff account {name} has been made.")
