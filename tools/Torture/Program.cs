return await Torture.Cli.RunAsync(args).ConfigureAwait(false);
