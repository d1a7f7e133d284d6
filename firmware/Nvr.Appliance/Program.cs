using System.CommandLine;
using Nvr.Appliance.Commands;

var root = new RootCommand("NvrAppliance: records network cameras to disk and plays them back.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    RebuildIndexCommand.Create(),
    ExportCommand.Create(),
    VerifyCommand.Create(),
    VersionCommand.Create(),
    BoardCommand.Create(),
    NetworkCommand.Create(),
    ServicesCommand.Create(),
    AnalyzeCommand.Create(),
};
HelpWithExamples.AddTo(root);
// A stop may have to wait for a slow disk and for cameras that do not answer a goodbye; two seconds, the usual limit, would cut it short.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromSeconds(80) });
