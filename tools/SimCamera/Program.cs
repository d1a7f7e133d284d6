return await SimCamera.Commands.Cli.RunAsync(args);
