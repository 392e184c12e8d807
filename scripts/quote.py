"""What the pages in docs/ quote from the code: Markdown, made by their cog blocks.

Each function returns Markdown without a trailing blank line; cog writes it into the page.
"""

import dataclasses
import inspect
from collections.abc import Iterator
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

import click
from pydantic import BaseModel
from sqlite_utils import Database

from models import codes, record
from models.codes import Code

WIDTH = 88


def parts() -> list[type[BaseModel]]:
    """Return the types of the record in the order in which they are defined, the record first."""
    defined = [
        member
        for member in vars(record).values()
        if inspect.isclass(member)
        and issubclass(member, record.Part)
        and member not in (record.Part, record.Record)
    ]
    return [record.Record, *defined]


def fields() -> str:
    """Return a section with a table of fields for each part of the record."""
    sections = []
    for part in parts():
        rows = [
            f"| `{name}` | {type_name(field.annotation)} | {field.description or ''} |"
            for name, field in part.model_fields.items()
        ]
        head = [f"### {part.__name__}", "", inspect.getdoc(part) or "", ""]
        sections.append(
            "\n".join([*head, "| field | type | meaning |", "| --- | --- | --- |", *rows])
        )
    return "\n\n".join(sections)


def type_name(annotation: Any) -> str:
    """Return a type as a reader of the record meets it in JSON.

    >>> type_name(int | None), type_name(tuple[str, ...]), type_name(codes.DateRole)
    ('integer or null', 'list of text', 'code ([DateRole](#daterole))')
    """
    origin = get_origin(annotation)
    if origin is Annotated:
        return type_name(get_args(annotation)[0])
    if origin in (Union, UnionType):
        # A number that may be whole or not is one thing to a reader.
        names = dict.fromkeys(
            "null" if a is NoneType else type_name(a) for a in get_args(annotation)
        )
        if {"number", "integer"} <= names.keys():
            del names["integer"]
        return " or ".join(names)
    if origin is tuple:
        return f"list of {type_name(get_args(annotation)[0])}"
    if issubclass(annotation, Code):
        return f"code ([{annotation.__name__}](#{annotation.__name__.lower()}))"
    if issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {"str": "text", "int": "integer", "float": "number", "date": "date"}[annotation.__name__]


def code_lists() -> str:
    """Return a section with a table of codes for each closed list."""
    sections = []
    for member in vars(codes).values():
        if inspect.isclass(member) and issubclass(member, Code) and member is not Code:
            rows = [f"| `{code.value}` | {code.label} |" for code in member]
            head = [f"### {member.__name__}", "", inspect.getdoc(member) or "", ""]
            sections.append("\n".join([*head, "| code | shown as |", "| --- | --- |", *rows]))
    return "\n\n".join(sections)


def commands(
    command: click.Command, name: str = "risalah", parent: click.Context | None = None
) -> Iterator[tuple[str, click.Command, str]]:
    """Yield each command below this one, and this one: full name, command, its help."""
    # Widths are given, so that the page does not depend on the terminal it is written in.
    given = {**command.context_settings, "terminal_width": WIDTH, "max_content_width": WIDTH}
    context = command.context_class(command, info_name=name, parent=parent, **given)
    yield context.command_path, command, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found is not None and not found.hidden:
                yield from commands(found, child, context)


def command_help() -> str:
    """Return a section with the help of each command."""
    from risalah.cli import main

    return "\n\n".join(
        f"## {name}\n\n```text\n{text.rstrip()}\n```" for name, _, text in commands(main)
    )


def settings() -> str:
    """Return a table of all that can be set, with the option, the variable and the default."""
    from risalah.settings import PREFIX, Settings

    rows = [
        f"| `{f.name}` | `{PREFIX}{f.name.upper()}` | `{f.default}` | {f.metadata['meaning']} |"
        for f in dataclasses.fields(Settings)
    ]
    head = ["| key | variable | default | meaning |", "| --- | --- | --- | --- |"]
    return "\n".join([*head, *rows])


def warehouse_tables() -> str:
    """Return a section for each table and view of an empty warehouse."""
    from warehouse import schema

    db = Database(memory=True)
    schema.create(db)
    return tables(db)


def tables(db: Database) -> str:
    """Return a section for each table and view of a database, indexes of full text left out.

    >>> db = Database(memory=True)
    >>> _ = db["bodies"].create({"id": int, "name": str}, pk="id")
    >>> _ = db["seats"].create({"body": int}, foreign_keys=[("body", "bodies", "id")])
    >>> print(tables(db))
    ## bodies
    <BLANKLINE>
    | column | type | note |
    | --- | --- | --- |
    | `id` | INTEGER | key |
    | `name` | TEXT |  |
    <BLANKLINE>
    ## seats
    <BLANKLINE>
    | column | type | note |
    | --- | --- | --- |
    | `body` | INTEGER | of [bodies](#bodies) |
    """
    sections = []
    for name in sorted(db.table_names()):
        # SQLite keeps a search index in tables of its own, each named after the index.
        if "_fts" in name or name.startswith(("sqlite_", "_")):
            continue
        table = db.table(name)
        leads = {key.column: key.other_table for key in table.foreign_keys}
        rows = [
            f"| `{column.name}` | {column.type or 'any'} | "
            + ", ".join(
                [
                    *(["key"] if column.is_pk else []),
                    *(
                        [f"of [{leads[column.name]}](#{leads[column.name]})"]
                        if column.name in leads
                        else []
                    ),
                ]
            )
            + " |"
            for column in table.columns
        ]
        sections.append(_table_section(name, rows))
    for name in sorted(db.view_names()):
        rows = [
            f"| `{column.name}` | {column.type or 'any'} | |" for column in db.view(name).columns
        ]
        sections.append(_table_section(f"{name} (view)", rows))
    return "\n\n".join(sections)


def _table_section(title: str, rows: list[str]) -> str:
    return "\n".join([f"## {title}", "", "| column | type | note |", "| --- | --- | --- |", *rows])
