using Ojo.Explorer.Hosting;

NativeHeap.Share();
return await ExplorerProgram.RunAsync(args).ConfigureAwait(false);
