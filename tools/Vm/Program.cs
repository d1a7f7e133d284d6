return await Vm.Cli.RunAsync(args).ConfigureAwait(false);
