"""The project's settings with a data folder of the tests' own, which goes when they end."""

import atexit
import os
import shutil
import tempfile

os.environ["ACCEDE_DATA_DIR"] = tempfile.mkdtemp(prefix="accede-tests-")
atexit.register(shutil.rmtree, os.environ["ACCEDE_DATA_DIR"], ignore_errors=True)

from accede.project.settings import *  # noqa: E402, F403 -- they read the folder's name when imported

# As the files lie in the source: no manifest has to be collected first.
STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT.mkdir(parents=True)  # noqa: F405 -- whitenoise warns of a folder that is not there
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True)  # noqa: F405 -- as the first start makes it

PASSWORD_HASHERS = ["tests.passwords.QuickScrypt"]  # a password in earnest costs a fifth of a second
