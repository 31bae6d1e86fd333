"""Writes docs/grafana.json, a dashboard of the hall's metrics for Grafana: `python -m tests.tools.dashboard`; a test compares them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).parents[2] / "docs/grafana.json"
WIDTH, HEIGHT, ACROSS = 8, 8, 3  # of Grafana's 24 columns
SLOWEST = 'histogram_quantile(0.99, sum by (le) (rate({}_bucket{{job="$job"}}[5m])))'


@dataclass(frozen=True)
class Panel:
    """A graph: its title, what it draws as (PromQL, what a curve is called), the unit, and where it turns red."""

    title: str
    asks: tuple[tuple[str, str], ...]
    unit: str = "short"
    red: float | None = None


def _of(metric: str, called: str = "") -> tuple[str, str]:
    return f'{metric}{{job="$job"}}', called or metric.removeprefix("hall_")


def _rate(metric: str, called: str) -> tuple[str, str]:
    return f'rate({metric}_total{{job="$job"}}[5m])', called


PANELS = (
    Panel("等候人数 · Waiting", (_of("hall_waiting", "{{line}}"),)),
    Panel("最长等候 · Longest wait", (_of("hall_longest_wait_seconds", "{{line}}"),), "s", red=1800),
    Panel("窗口状态 · Windows", (_of("hall_windows", "{{state}}"), _of("hall_open", "open"))),
    Panel("告警 · Alarms", (_of("hall_alarms", "{{kind}}"),), red=1),
    Panel("打印机可用 · Printers that print", (_of("hall_printer_ready", "{{printer}}"),)),
    Panel("待打印 · Slips waiting", (_of("hall_slips_waiting", "{{printer}}"),), red=10),
    Panel(
        "对外消息 · Messages out",
        (_of("hall_outbox_waiting", "{{receiver}}"), _of("hall_outbox_given_up", "{{receiver}} given up")),
    ),
    Panel("设备 · Devices", (_of("hall_devices", "{{role}} {{state}}"), _of("hall_hasty_minutes_total", "hasty"))),
    Panel(
        "写入耗时（p99）· Commands, p99",
        ((SLOWEST.format("hall_command_seconds"), "p99"),),
        "s",
        red=0.15,
    ),
    Panel("推送耗时（p99）· Fan-out, p99", ((SLOWEST.format("hall_fan_out_seconds"), "p99"),), "s", red=0.3),
    Panel(
        "每秒业务 · Commands a second",
        (_rate("hall_commands", "commands"), _rate("hall_groups", "commits"), _of("hall_event_seq", "event")),
    ),
    Panel("连接 · Connections", (_of("hall_sockets"), _of("hall_connections"))),
    Panel("拒绝 · Refused", (_rate("hall_refusals", "{{kind}}"),)),
    Panel(
        "磁盘 · Disk",
        (_of("hall_disk_free_bytes"), _of("hall_database_bytes"), _of("hall_wal_bytes")),
        "bytes",
    ),
    Panel(
        "备份与演练距今 · Since backup and drill",
        (_of("hall_backup_age_seconds"), _of("hall_drill_age_seconds")),
        "s",
    ),
    Panel(
        "须立即处理 · To be seen to at once",
        (
            _of("hall_unreadable"),
            _of("hall_damaged"),
            _of("hall_disk_failing"),
            _of("hall_backup_failed"),
            _of("hall_drill_failed"),
        ),
        red=1,
    ),
    Panel("证书剩余 · Certificate ends in", (_of("hall_certificate_seconds"),), "s"),
    Panel("内存 · Memory", (_of("process_resident_memory_bytes"),), "bytes"),
    Panel("处理器 · Processor", (('rate(process_cpu_seconds_total{job="$job"}[5m])', "cores"),)),
)  # fmt: skip


def write_dashboard() -> str:
    """Return the text of docs/grafana.json."""
    return (
        json.dumps(
            {
                "title": "政务大厅叫号 · hallqueue",
                "uid": "hallqueue",
                "timezone": "browser",
                "refresh": "30s",
                "schemaVersion": 39,
                "time": {"from": "now-12h", "to": "now"},
                "templating": {"list": [_source(), _job()]},
                "panels": [_panel(n, each) for n, each in enumerate(PANELS)],
            },
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


def _source() -> dict[str, Any]:
    return {"name": "source", "label": "Prometheus", "type": "datasource", "query": "prometheus"}


def _job() -> dict[str, Any]:
    """Which hall, where one Prometheus watches several."""
    return {
        "name": "job",
        "label": "大厅 · Hall",
        "type": "query",
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "query": "label_values(hall_event_seq, job)",
        "refresh": 1,
    }


def _panel(n: int, panel: Panel) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [{"color": "green", "value": None}]
    if panel.red is not None:
        steps.append({"color": "red", "value": panel.red})
    return {
        "id": n + 1,
        "type": "timeseries",
        "title": panel.title,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {"x": n % ACROSS * WIDTH, "y": n // ACROSS * HEIGHT, "w": WIDTH, "h": HEIGHT},
        "fieldConfig": {
            "defaults": {
                "unit": panel.unit,
                "min": 0,
                "thresholds": {"mode": "absolute", "steps": steps},
                "custom": {"thresholdsStyle": {"mode": "off" if panel.red is None else "line"}},
            },
            "overrides": [],
        },
        "targets": [
            {"refId": chr(ord("A") + k), "expr": expr, "legendFormat": called}
            for k, (expr, called) in enumerate(panel.asks)
        ],
    }


if __name__ == "__main__":
    FILE.write_text(write_dashboard())
