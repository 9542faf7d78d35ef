using Ojo.Watcher.CommandLine;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

/// <summary>Every option, wrong in every way that somebody may get it wrong: a sentence that names it, the usage, and exit code 2.</summary>
public sealed class UsageTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Option '--input-dir' is required.", "--db-path", "x")]
    [InlineData("Option '--db-path' is required.", "--input-dir", "x")]
    [InlineData("Required argument missing for option: '--poll'.", "--poll")]
    [InlineData("Unrecognized command or argument '--wach'.", "--wach")]
    [InlineData("Unrecognized command or argument 'again'.", "again")]
    [InlineData("Option '--db-path' expects a single argument but 2 were provided.", "--db-path", "other")]
    [InlineData("--poll: '5' is no time; write for instance 250ms, 2s or 1m.", "--poll", "5")]
    [InlineData("--poll: '-5s' is no time; write for instance 250ms, 2s or 1m.", "--poll", "-5s")]
    [InlineData("--poll: '' is no time; write for instance 250ms, 2s or 1m.", "--poll", "")]
    [InlineData("--poll: '9999h' is no time; write for instance 250ms, 2s or 1m.", "--poll", "9999h")]
    [InlineData("--give-up-after: '1 s' is no time; write for instance 250ms, 2s or 1m.", "--give-up-after", "1 s")]
    [InlineData("--give-up-after is for a watcher that ends; with --watch, it waits for the store for ever.", "--watch", "--give-up-after", "5s")]
    [InlineData("--shard: 'fortnight' divides nothing; write day, hour, or a size such as 4GiB.", "--shard", "fortnight")]
    [InlineData("--shard: '0' divides nothing; write day, hour, or a size such as 4GiB.", "--shard", "0")]
    [InlineData("--retain: 'for ever' is neither a time nor a size; write for instance 7d, 12h, 20GB or 4GiB.", "--retain", "for ever")]
    [InlineData("--retain: '-3GB' is neither a time nor a size; write for instance 7d, 12h, 20GB or 4GiB.", "--retain", "7d", "--retain", "-3GB")]
    [InlineData("--tenant: A tenant's name is 1 to 64 lower-case letters", "--tenant", "../other")]
    [InlineData("--tenant: A tenant's name is 1 to 64 lower-case letters", "--tenant", "")]
    [InlineData("Option '--tenant' expects a single argument but 2 were provided.", "--tenant", "a", "--tenant", "b")]
    [InlineData("--after: 'burn' is nothing that can be done with a stored file; write keep, archive or delete.", "--after", "burn")]
    [InlineData("--after: '1' is nothing that can be done with a stored file; write keep, archive or delete.", "--after", "1")]
    [InlineData("--archive-dir needs --after archive.", "--after", "burn", "--archive-dir", "x")]
    [InlineData("--archive-dir needs --after archive.", "--archive-dir", "x")]
    [InlineData("--archive-dir needs --after archive.", "--archive-dir", "x", "--after", "keep")]
    [InlineData("--archive-dir needs a value, and it is empty.", "--after", "archive", "--archive-dir", "")]
    [InlineData("--metrics-port: 'http' is no port; that is a number from 0 to 65535.", "--metrics-port", "http")]
    [InlineData("--metrics-port: '-1' is no port; that is a number from 0 to 65535.", "--metrics-port", "-1")]
    [InlineData("--metrics-port: '65536' is no port; that is a number from 0 to 65535.", "--metrics-port", "65536")]
    [InlineData("--metrics-port: '99999999999' is no port; that is a number from 0 to 65535.", "--metrics-port", "99999999999")]
    [InlineData("--metrics-host needs --metrics-port.", "--metrics-host", "x")]
    [InlineData("--metrics-host needs a value, and it is empty.", "--metrics-port", "0", "--metrics-host", "")]
    [InlineData("--input-dir needs a value, and it is empty.", "--input-dir", "", "--db-path", "x")]
    [InlineData("--db-path needs a value, and it is empty.", "--input-dir", "x", "--db-path", " ")]
    public async Task What_is_wrong_is_said_in_a_sentence_that_names_the_option(string said, params string[] arguments)
    {
        string[] places = said.StartsWith("Option '--input", StringComparison.Ordinal) || said.StartsWith("Option '--db-path' is", StringComparison.Ordinal) || arguments.Contains("--input-dir")
            ? [] : ["--input-dir", _directory.Output, "--db-path", _directory.Database];

        (int code, string output, string error) = await RunAsync([.. places, .. arguments]);

        Assert.Equal(2, code);
        Assert.StartsWith(said, error.TrimStart(), StringComparison.Ordinal);
        Assert.Contains("Usage:", output, StringComparison.Ordinal);
        Assert.False(Path.Exists(_directory.Database));
    }

    [Theory]
    [InlineData("Option '--db-path' is required.")]
    [InlineData("--db-path needs a value, and it is empty.", "--db-path", "")]
    [InlineData("Unrecognized command or argument '--repair'.", "--db-path", "x", "--repair")]
    public async Task What_is_wrong_with_verify_is_said_too(string said, params string[] arguments)
    {
        (int code, _, string error) = await RunAsync(["verify", .. arguments]);

        Assert.Equal(2, code);
        Assert.StartsWith(said, error.TrimStart(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_in_place_of_the_directory_is_wrong_usage_and_is_not_waited_for(bool watch)
    {
        string file = Path.Combine(_directory.Output, "a.bin");
        _directory.Write("a.bin", WatchedDirectory.Trace(10));

        (int code, _, string error) = await RunAsync(["--input-dir", file, "--db-path", _directory.Database, .. watch ? new[] { "--watch" } : []]);

        Assert.Equal(2, code);
        Assert.Equal($"{file} is a file. The input directory is where trace files arrive: 'output' in a tracer's directory.", error.TrimEnd());
    }

    [Theory]
    [InlineData("text", "text: The store is not a SQLite database")]
    [InlineData("text/store.db", "text")]
    public async Task A_store_that_cannot_be_one_is_one_line_and_exit_code_1(string name, string said)
    {
        _directory.Write("a.bin", WatchedDirectory.Trace(10));
        _directory.Write("text", new byte[5000]);
        string store = Path.Combine(_directory.Output, name);

        (int code, _, string error) = await RunAsync(["--input-dir", _directory.Output, "--db-path", store]);

        Assert.Equal(1, code);
        Assert.Contains(said, Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuchhost.invalid")]
    [InlineData("192.0.2.1")]
    public async Task Metrics_at_an_address_of_somebody_else_are_one_line_and_exit_code_1(string host)
    {
        (int code, _, string error) = await RunAsync(["--input-dir", _directory.Output, "--db-path", _directory.Database, "--metrics-port", "0", "--metrics-host", host]);

        Assert.Equal(1, code);
        Assert.EndsWith("Name an address that this machine has.", Assert.Single(error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = await WatcherCommand.RunAsync(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
