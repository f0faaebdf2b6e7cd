"""The command line: one short function per command."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable

from tanqih.commands.arguments import build
from tanqih.errors import MissingExtraError, TanqihError

INTERRUPTED, BROKEN_PIPE, FINDINGS, WRONG = 130, 141, 1, 2


def main(argv: list[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: arguments without the program's name; None: those of the process.

    Returns:
        The exit code: 0 clean, 1 findings, 2 wrong usage or input, 130 interrupted, 141 the reader of our output went away.
    """
    _open_streams()
    try:
        code = _run(argv)
        sys.stdout.flush()
    except TanqihError as error:
        return _fail(error)
    except KeyboardInterrupt:
        sys.stderr.write("tanqih: interrupted\n")
        return INTERRUPTED
    except BrokenPipeError:
        _drop_output()
        return BROKEN_PIPE
    except OSError as error:  # a full disk, a device that fails: files of our own are reported by name as InputError
        _drop_output()
        sys.stderr.write(f"tanqih: error: output or input failed ({error.strerror or type(error).__name__}); check the disk\n")
        return WRONG
    return code


def _open_streams() -> None:
    """Give standard streams that the caller closed the null device, so that no file takes their number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - stays open to the end


def _drop_output() -> None:
    """Python flushes standard output once more when it ends; let that go nowhere (library reference, signal, "SIGPIPE")."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(argv: list[str] | None) -> int:
    parser = build()
    try:
        args = parser.parse_args(argv)
        args.argv = sys.argv[1:] if argv is None else argv
    except SystemExit as done:  # --help and --version
        return int(done.code or 0)
    if args.command is None:
        sys.stderr.write(parser.format_help())
        return WRONG
    commands: dict[str, Callable[[argparse.Namespace], int]] = {
        "check": check,
        "fix": fix,
        "batch": batch,
        "score": score,
        "review": review,
        "report": report,
        "stats": stats,
        "rules": rules,
        "glossary": glossary,
        "model": model,
        "lsp": lsp,
        "completion": completion,
    }
    return commands[args.command](args)


def _fail(error: TanqihError) -> int:
    from tanqih.commands.job import say

    sys.stdout.flush()
    say(f"error: {error}")
    return WRONG


def check(args: argparse.Namespace) -> int:
    """List issues; 1 when one is at or above the severity of --fail-on."""
    from tanqih.commands.job import Job
    from tanqih.commands.output import FOREIGN, Tally, reporter
    from tanqih.commands.paths import Input

    if args.format in FOREIGN:
        from tanqih.score.reporters.checking import check as check_for

        return check_for(args)
    with Job(args) as job:
        report_to = reporter(args.format, job.screen, verbose=args.verbose, quiet=args.quiet)
        tally, checker = Tally(), job.checker

        def one_file(item: Input) -> None:
            for document in job.documents(item):
                report = job.shown(checker.check(document))
                tally.add(report, checker.set_aside)
                report_to.document(report, job.label(item))

        job.each(one_file)
        if tally.documents or not job.failed or args.format != "text":
            report_to.finish(tally)
    return WRONG if job.failed else FINDINGS if tally.fails(job.config.fail_on) else 0


def fix(args: argparse.Namespace) -> int:
    """Apply safe suggestions and write the text."""
    from tanqih.commands.mending import mend

    return mend(args)


def score(args: argparse.Namespace) -> int:
    """Score the texts; 1 when the gate failed."""
    from tanqih.score.command import score as run

    return run(args)


def batch(args: argparse.Namespace) -> int:
    """Clean a dump; goes on where it was stopped."""
    from tanqih.batch.command import run

    return run(args)


def review(args: argparse.Namespace) -> int:
    """Open the review screen, here or in a browser; without a terminal it prints the report and says how to open it."""
    from tanqih.commands.job import Job
    from tanqih.review.served import is_served

    with Job(args) as job:
        if args.web and not is_served():
            from tanqih.review.web import serve

            command = [sys.executable, "-P", "-m", "tanqih", *args.argv]
            return serve(command, f"tanqih review: {', '.join(item.name for item in job.inputs[:3])}", args.port)
        paths, options = [item.path for item in job.inputs], job.read_options
        if args.export:
            from tanqih.review.replay import export_decisions

            return export_decisions(paths, job.config, args.export, store=args.store, read_options=options)
        where = {"output": args.output, "in_place": args.in_place, "backup": args.backup}
        if args.apply:
            from tanqih.review.replay import apply_decisions

            return apply_decisions(paths, job.config, args.apply, source=job.source, read_options=options, **where)
        from tanqih.review.tui.app import run

        return run(paths, job.config, store=args.store, source=job.source, read_options=options, **where)


def report(args: argparse.Namespace) -> int:
    """Write the page of a review."""
    from tanqih.review.report.command import write

    return write(args)


def stats(args: argparse.Namespace) -> int:
    """Show how much work the reviews were."""
    from tanqih.review.stats import show

    return show(args)


def rules(args: argparse.Namespace) -> int:
    """List the rules, or explain one."""
    from tanqih.commands.explain import markdown, show_page, show_table
    from tanqih.commands.job import names, settings
    from tanqih.commands.terminal import standard_screen
    from tanqih.glossary import profiles
    from tanqih.rules import all_rules, chosen, rule_by_id

    screen = standard_screen(args.color)
    config = settings(args)
    if args.name and args.name not in {rule.family for rule in all_rules()}:
        show_page(screen, rule_by_id(args.name))
        return 0
    wanted = chosen(
        names(args.select) or (), names(args.ignore) or (), wire=profiles.load(config.profile).house_style or args.profile is None
    )
    wanted = tuple(rule for rule in wanted if args.name in (None, rule.family))
    if args.format == "markdown":
        sys.stdout.write(markdown(wanted))
    else:
        show_table(screen, wanted)
    return 0


def glossary(args: argparse.Namespace) -> int:
    """Check, look up, add to, convert or count the glossaries."""
    from tanqih.commands.glossary import run

    return run(args)


def model(args: argparse.Namespace) -> int:
    """Train, export, evaluate, describe or tune a model."""
    from tanqih.training.commands import run

    return run(args)


def lsp(args: argparse.Namespace) -> int:
    """Serve an editor."""
    try:
        from tanqih.lsp.server import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise MissingExtraError("the language server", "lsp") from None
    return serve(args)


def completion(args: argparse.Namespace) -> int:
    """Print a completion script."""
    from tanqih.commands.completion import script

    sys.stdout.write(script(build(), args.shell))
    return 0
