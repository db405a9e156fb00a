"""Entry point: argv -> one function per subcommand."""

from __future__ import annotations

import argparse
import dataclasses
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path

from server import settings as configuration
from server.settings import Settings, SettingsError
from server.supervisor import EXIT_CONFIGURATION, die_with_parent

FLAGS: dict[str, tuple[str, Callable[[str], object], str]] = {
    "--host": ("server.host", str, "address to listen on"),
    "--port": ("server.port", int, "TCP port of pages, API and signalling"),
    "--media-port": ("media.port", int, "UDP and TCP port of all media"),
    "--webcast-port": ("webcast.port", int, "TCP port of the webcast"),
    "--advertise": ("media.advertise", str, "ADDR[,ADDR…] browsers reach this machine under; default: the host"),
    "--tls-cert": ("server.tls_cert", os.path.abspath, "certificate chain (PEM)"),
    "--tls-key": ("server.tls_key", os.path.abspath, "private key (PEM)"),
    "--data": ("storage.data", os.path.abspath, "directory of the database"),
}
"""Flag -> setting, type, help."""


def parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    for flag, (key, kind, text) in FLAGS.items():
        common.add_argument(flag, dest=key, type=kind, help=text, metavar=flag.strip("-").upper().replace("-", "_"))
    common.add_argument("--config", type=Path, help="settings (TOML); config/reference.toml explains all of them")
    common.add_argument(
        "--run-dir", type=Path, help="directory of the sockets between the processes; default: a temporary one"
    )
    common.add_argument("--parent", type=int, help=argparse.SUPPRESS)
    top = argparse.ArgumentParser(prog="run.py", description="Hemicycle: hybrid meetings with simultaneous interpretation")
    commands = top.add_subparsers(dest="command", required=True, metavar="{serve,demo,token,staff}")
    commands.add_parser("serve", parents=[common], help="serve the meetings")
    commands.add_parser("demo", parents=[common], help="serve one meeting, held by robots, in a fresh database")
    token_options(
        commands.add_parser("token", parents=[common], help="make, list or revoke tokens for equipment and services")
    )
    staff_options(commands.add_parser("staff", parents=[common], help="accounts of organisers and the registration desk"))
    commands.add_parser("load", add_help=False, help="put a crowd of real listeners on a running product")
    for hidden in ("server", "transport", "mixer", "webcast", "robots", "companions"):
        commands.add_parser(hidden, parents=[common])
    return top


def token_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("meeting", help="id of the meeting")
    parser.add_argument(
        "scope", nargs="?", help="whip:SOURCE, whep:CHANNEL, captions:LANGUAGE or seats: prints a new token for it"
    )
    parser.add_argument("--days", type=float, default=30.0, help="how long the token is valid; 0: for ever; default: 30")
    parser.add_argument("--list", action="store_true", help="the tokens of the meeting, by their ids")
    parser.add_argument("--revoke", metavar="ID", help="void a token and end what was opened with it")


def staff_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("act", choices=("add", "list", "renew", "unlock", "disable"))
    parser.add_argument("name", nargs="?", default="", help="of the account, to sign in with")
    parser.add_argument(
        "--role", default="desk", help="administrator, organiser, desk, technician or auditor; default: desk"
    )
    parser.add_argument("--password-file", default="", help="instead of asking; -: a line of standard input")


def main(argv: list[str]) -> int:
    if argv[:1] == ["load"]:
        from headless import load

        return load.main(argv[1:])
    if argv[:1] == ["player"]:
        from headless import player

        return player.main(argv[1:])
    arguments = parser().parse_args(argv)
    flags = {key: getattr(arguments, key) for key, _, _ in FLAGS.values()}
    try:
        settings = configuration.load(arguments.config, os.environ, flags)
        logging.basicConfig(
            level=settings.server.log_level.upper(), format=f"%(asctime)s {arguments.command} %(levelname)s %(message)s"
        )
        logging.getLogger("alembic").setLevel(logging.WARNING)
        if arguments.parent is not None:
            die_with_parent(arguments.parent)
        return COMMANDS[arguments.command](settings, arguments)
    except (SettingsError, ValueError) as error:
        print(f"run.py: {error}", file=sys.stderr)
        return EXIT_CONFIGURATION


def serve(settings: Settings, arguments: argparse.Namespace) -> int:
    from server import launch

    return launch.run(
        settings, arguments.run_dir, forwarded(arguments), Path(__file__).resolve(), demo=arguments.command == "demo"
    )


def forwarded(arguments: argparse.Namespace) -> list[str]:
    """The flags given, for the children."""
    given = [(flag, getattr(arguments, key)) for flag, (key, _, _) in FLAGS.items()]
    given.append(("--config", arguments.config))
    return [word for flag, value in given if value is not None for word in (flag, str(value))]


def server(settings: Settings, arguments: argparse.Namespace) -> int:
    from server import app

    app.main(settings, arguments.run_dir)
    return 0


def transport(settings: Settings, arguments: argparse.Namespace) -> int:
    from media import transport_process

    transport_process.main(
        transport_process.TransportOptions(
            run_dir=arguments.run_dir,
            host=settings.media_host,
            media_port=settings.media.port,
            advertise=settings.advertise,
            log_level=settings.server.log_level,
        )
    )
    return 0


def mixer(settings: Settings, arguments: argparse.Namespace) -> int:
    from media import mixer_process
    from media.mixer.settings import MixerSettings

    mixer_process.main(
        mixer_process.MixerOptions(
            run_dir=arguments.run_dir,
            log_level=settings.server.log_level,
            mix=MixerSettings(**dataclasses.asdict(settings.mixer)),
        )
    )
    return 0


def webcast(settings: Settings, arguments: argparse.Namespace) -> int:
    from media import webcast_process
    from media.webcast.push_address import Policy
    from media.webcast.run import Quality

    own = settings.webcast
    try:
        Policy(own.push_hosts)
    except ValueError as error:
        raise SettingsError(f"webcast.push_hosts: {error}") from None
    webcast_process.main(
        webcast_process.WebcastOptions(
            run_dir=arguments.run_dir,
            directory=Path(settings.storage.data) / "webcast",
            host=settings.webcast_host,
            port=own.port,
            tls_cert=settings.server.tls_cert,
            tls_key=settings.server.tls_key,
            quality=Quality(own.bitrate_bps, own.small_bitrate_bps, own.preset),
            storage=own.storage,
            storage_credentials=own.storage_credentials,
            keep_local_s=own.keep_local_h * 3600,
            push_hosts=own.push_hosts,
            log_level=settings.server.log_level,
        )
    )
    return 0


def robots(settings: Settings, arguments: argparse.Namespace) -> int:
    from headless.demo import DemoOptions
    from headless.demo import main as hold_session
    from server.launch import url_of

    hold_session(DemoOptions(url=url_of(settings, settings.server.port)))
    return 0


def companions(settings: Settings, arguments: argparse.Namespace) -> int:
    from headless.companions import CompanionOptions, attend
    from server.launch import url_of

    attend(CompanionOptions(url_of(settings, settings.server.port), arguments.run_dir))
    return 0


def token(settings: Settings, arguments: argparse.Namespace) -> int:
    from server import app, tokens

    config = app.load_meeting(settings, arguments.meeting)
    if [bool(arguments.scope), arguments.list, bool(arguments.revoke)].count(True) != 1 or not 0 <= arguments.days < 36_500:
        raise SettingsError("token: one of whip:SOURCE, whep:CHANNEL, captions:LANGUAGE, seats, --list and --revoke ID")
    if arguments.list:
        return tokens.show(settings, config)
    if arguments.revoke:
        return tokens.revoke(settings, config, arguments.revoke)
    return tokens.issue(settings, config, arguments.scope, arguments.days)


def staff(settings: Settings, arguments: argparse.Namespace) -> int:
    from server.registration import staff_command

    name, role, file = arguments.name, arguments.role, arguments.password_file
    if role not in staff_command.ROLES:
        raise SettingsError(f"--role is one of {', '.join(staff_command.ROLES)}")
    if bool(name) is (arguments.act == "list"):
        raise SettingsError("staff: add, renew, unlock and disable want a name, list none")
    acts: dict[str, Callable[[], int]] = {
        "add": lambda: staff_command.add(settings, name, role, file),
        "renew": lambda: staff_command.renew(settings, name, file),
        "unlock": lambda: staff_command.unlock(settings, name),
        "disable": lambda: staff_command.disable(settings, name),
        "list": lambda: staff_command.show(settings),
    }
    return acts[arguments.act]()


COMMANDS = {
    "serve": serve,
    "demo": serve,
    "token": token,
    "staff": staff,
    "server": server,
    "transport": transport,
    "mixer": mixer,
    "webcast": webcast,
    "robots": robots,
    "companions": companions,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
