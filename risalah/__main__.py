"""Run the command as `python -m risalah`."""

from risalah.cli import main

if __name__ == "__main__":
    main()
