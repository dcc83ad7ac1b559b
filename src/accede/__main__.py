from accede.cli import main

main()
