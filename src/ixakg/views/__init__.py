"""Views: answers as people and as programs read them."""
