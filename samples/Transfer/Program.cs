using Ojo.Explorer;
using Ojo.Storage;
using Transfer.Demo;

return await DemoCommand.RunAsync(args, static async options =>
{
    using StopSignal signal = new();
    try
    {
        return await new DemoRun(options, Console.Out, signal).RunAsync();
    }
    catch (OperationCanceledException) when (signal.Stop.IsCancellationRequested)
    {
        // Stopped before it had begun.
        return 0;
    }
    catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException
        or ExplorerStartException or StoreUnavailableException)
    {
        await Console.Error.WriteLineAsync($"transfer: {exception.Message}");
        return 1;
    }
});
