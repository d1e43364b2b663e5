"""``python -m ixakg`` is ``ixakg``."""

from ixakg.cli import main

if __name__ == "__main__":
    main()
