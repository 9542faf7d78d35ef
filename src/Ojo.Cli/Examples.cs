namespace Ojo.Cli;

/// <summary>How each command is used.</summary>
internal static class Examples
{
    public static IReadOnlyDictionary<string, string[]> ByCommand { get; } = new Dictionary<string, string[]>
    {
        ["demo"] =
        [
            "ojo demo",
            "ojo demo --duration 2s --loss 5% --congestion cubic --directory traces",
        ],
        ["watch"] =
        [
            "ojo watch --input-dir traces/output --db-path store.db",
            "ojo watch --input-dir traces/output --db-path stores/ --watch --retain 7d",
        ],
        ["serve"] =
        [
            "ojo serve --db-path store.db",
            "ojo serve --db-path store.db --port 0",
        ],
        ["import"] =
        [
            "ojo import client.qlog server.sqlog.gz --db-path store.db",
            "ojo import *.qlog --output-dir traces",
            "ojo import series.csv --map time=ts:us,cwnd=cwin --db-path store.db",
        ],
        ["export"] =
        [
            "ojo export --db-path store.db --format csv --output events.csv",
            "ojo export --input-dir traces --format perfetto --output events.pftrace",
            "ojo export \"type:PACKET_SENT\" --db-path store.db --format jsonl | gzip > sent.jsonl.gz",
        ],
        ["query"] =
        [
            "ojo query \"SELECT name, event_count FROM event_types ORDER BY 2 DESC\" --db-path store.db",
            "ojo query \"type:PACKET_SENT t:0s..3s\" --db-path store.db --format csv",
            "ojo query \"type:PACKET_*\" --db-path store.db --count",
        ],
        ["tail"] =
        [
            "ojo tail --db-path store.db",
            "ojo tail \"role:packet_lost\" --input-dir traces --json",
        ],
        ["schema"] =
        [
            "ojo schema store.db",
            "ojo schema traces/output --json",
            "ojo schema traces/output --c-header > events.h",
            "ojo schema diff traces/output store.db",
        ],
        ["diff"] = ["ojo schema diff traces/output store.db"],
        ["check"] = ["ojo schema check traces/output events.lock"],
        ["snapshot"] =
        [
            "ojo snapshot take traces --reason \"slow since noon\"",
            "ojo snapshot list traces",
        ],
        ["take"] =
        [
            "ojo snapshot take 4711 --reason \"slow since noon\"",
            "ojo snapshot take traces --output-dir copies",
        ],
        ["list"] = ["ojo snapshot list traces"],
        ["show"] = ["ojo snapshot show traces/output/snapshot_000660c0d7bb1e0c_00006342_00000000.json"],
        ["doctor"] =
        [
            "ojo doctor --input-dir traces --db-path store.db",
            "ojo doctor --db-path store.db --json",
        ],
        ["bench"] = ["ojo bench --duration 2s"],
        ["completion"] = ["source <(ojo completion bash)"],
        ["verify"] = ["ojo verify --db-path store.db"],
    };
}
