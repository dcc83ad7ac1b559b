"""Passwords of tests, kept the same way as in earnest at a thousandth of its cost."""

from django.contrib.auth.hashers import ScryptPasswordHasher


class QuickScrypt(ScryptPasswordHasher):
    work_factor = 2**4
    parallelism = 1
