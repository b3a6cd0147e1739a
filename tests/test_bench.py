"""What the benches time by its name is there: a function that moved would stop them, unseen."""

from bench.layers import Clock, _counter, _deciding, _interface


def test_every_function_whose_share_is_timed_is_where_the_bench_looks_for_it() -> None:
    for wrapped in (_deciding, _interface, _counter):
        found = wrapped(Clock())
        assert len(found) >= 3
        assert all(hasattr(module, name) for module, name, _ in found)
