using Ojo.Watcher.CommandLine;

return await WatcherCommand.RunAsync(args, Console.Out, Console.Error);
