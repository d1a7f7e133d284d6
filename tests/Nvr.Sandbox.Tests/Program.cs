using Nvr.Sandbox.Tests.Confinement;

return args is ["confined", ..] ? ConfinedLife.Run(args) : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
