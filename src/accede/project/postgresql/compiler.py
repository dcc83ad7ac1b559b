"""ORDER BY with a word on what has no value, where there may be none."""

from typing import Any

from django.db.models.expressions import Col, OrderBy, Ref
from django.db.models.sql import compiler
from django.db.models.sql.constants import LOUTER

SQLAggregateCompiler = compiler.SQLAggregateCompiler
SQLDeleteCompiler = compiler.SQLDeleteCompiler
SQLInsertCompiler = compiler.SQLInsertCompiler
SQLUpdateCompiler = compiler.SQLUpdateCompiler


class SQLCompiler(compiler.SQLCompiler):
    """A column that always has a value is left as it is: an index would not be used for it otherwise."""

    def get_order_by(self) -> list[Any]:
        found: list[Any] = super().get_order_by()
        return [
            (expression, (self._with_nulls(expression, sql), params, is_ref))
            for expression, (sql, params, is_ref) in found
        ]

    def _with_nulls(self, expression: Any, sql: str) -> str:
        if (
            not isinstance(expression, OrderBy)
            or " NULLS " in sql
            or not self._may_be_null(expression.expression)
        ):
            return sql
        return f"{sql} NULLS {'LAST' if sql.endswith(' DESC') else 'FIRST'}"

    def _may_be_null(self, expression: Any) -> bool:
        if isinstance(expression, Ref):  # to what is selected, by its place
            (expression,) = expression.get_source_expressions()
        if not isinstance(expression, Col):
            return True
        join = self.query.alias_map.get(expression.alias)
        return bool(expression.target.null) or getattr(join, "join_type", None) == LOUTER
