using Ojo.Explorer.Hosting;

return await ExplorerProgram.RunAsync(args).ConfigureAwait(false);
