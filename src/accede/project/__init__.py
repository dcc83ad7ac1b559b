"""How the rooms are put together: settings, addresses, the server's entry, compiled catalogues."""
