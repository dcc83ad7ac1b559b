"""Where a day begins: everybody with a role has one."""

from tests.web.roles import reading

ADDRESSES = {
    "desk-today": reading(),
}
