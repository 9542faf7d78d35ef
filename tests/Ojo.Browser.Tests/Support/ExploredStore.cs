using Ojo.Catalogue;
using Ojo.Explorer;
using Ojo.Format;
using Ojo.Storage;
using Ojo.Storage.Queries;
using Ojo.Storage.Sqlite;

namespace Ojo.Browser.Tests.Support;

/// <summary>A store in a directory of its own, and an explorer that shows it.</summary>
public sealed class ExploredStore : IAsyncDisposable
{
    private const ulong SchemaHash = 0x0123456789ABCDEF;

    private readonly List<string> _traceFiles = [];
    private readonly string _directory = Directory.CreateTempSubdirectory("ojo-browser-").FullName;
    private IStoreWriter? _writer;
    private IStoreReader? _reader;
    private OjoExplorer? _explorer;

    /// <summary>The explorer's plugins; none by default.</summary>
    public string? PluginsDirectory { get; init; }

    /// <summary>Events that a run's schema has beside the usual ones.</summary>
    public IReadOnlyList<EventDescriptor> MoreEvents { get; init; } = [];

    /// <summary>What a client must show; nothing by default.</summary>
    public string? Token { get; init; }

    /// <summary>How many requests a second a client may make; as many as it likes by default.</summary>
    public int? RequestsPerSecond { get; init; }

    /// <summary>Where the explorer listens; at a free port where nothing is said.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1");

    /// <summary>What the store says when asked without the explorer.</summary>
    public IStoreReader Reader => _reader ??= SqliteStore.OpenReader(DatabasePath);

    private string DatabasePath => Path.Combine(_directory, "traces.db");

    private IStoreWriter Writer => _writer ??= SqliteStore.OpenWriter(DatabasePath);

    /// <summary>The trace files that were taken in, in that order.</summary>
    public IReadOnlyList<string> TraceFiles => _traceFiles;

    /// <summary>Starts the explorer; again at the same address where it ran before.</summary>
    /// <param name="limits">The most that a statement of SQL may take; by default what it may anywhere.</param>
    public async Task StartAsync(SqlLimits? limits = null)
    {
        _explorer = await OjoExplorer.StartAsync(new ExplorerOptions
        {
            DatabasePath = DatabasePath,
            Port = Address.IsDefaultPort ? 0 : Address.Port,
            PluginsDirectory = PluginsDirectory,
            Token = Token,
            RequestsPerSecond = RequestsPerSecond,
            SqlLimits = limits ?? new SqlLimits(),
        });
        Address = _explorer.Address;
    }

    /// <summary>Ends the explorer, as if its process had gone.</summary>
    public async Task StopAsync()
    {
        if (_explorer is not null)
        {
            await _explorer.DisposeAsync();
            _explorer = null;
        }
    }

    /// <summary>Begins a run: its description and what its events mean.</summary>
    internal TraceScript Run(string service, string host, int processId, ulong batchStartNs)
    {
        EventDescriptor[] events = [.. EventCatalogue.Providers.Where(static provider => provider.Name == "ojo").SelectMany(static provider => provider.Events), .. CustomEvents.All, .. MoreEvents];
        Writer.AddSchema(SchemaHash, new SchemaDocument { Events = [.. events.OrderBy(static one => one.Id)] });
        Writer.AddRun(new RunDescription
        {
            Service = service,
            Host = host,
            ProcessId = processId,
            BatchStart = batchStartNs,
            Version = TraceFileHeader.LastVersion,
            Clock = "stopwatch",
            SchemaHash = SchemaHash,
        });
        return new TraceScript(batchStartNs, (uint)processId);
    }

    /// <summary>Takes in what has been added to a run since the last time.</summary>
    internal void Ingest(TraceScript script)
    {
        string path = script.Save(_directory, SchemaHash);
        _traceFiles.Add(path);
        Writer.Ingest(path);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _reader?.Dispose();
        _writer?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
