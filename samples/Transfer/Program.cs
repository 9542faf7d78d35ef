using Transfer.Demo;

return await DemoCommand.RunAsync(args);
