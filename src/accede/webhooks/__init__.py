"""What other programs are told of by themselves: signed calls to addresses that an administrator chose."""
