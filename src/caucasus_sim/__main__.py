"""`python -m caucasus_sim` is `sim`."""

from caucasus_sim.cli.app import main

if __name__ == "__main__":
    main()
