"""Agendas, minutes and attachments: the checks of meetings and their papers."""
