using System.CommandLine;
using Nvr.Appliance.Commands;

var root = new RootCommand("NvrAppliance: records network cameras to disk and plays them back.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    RebuildIndexCommand.Create(),
    ExportCommand.Create(),
    VersionCommand.Create(),
};
HelpWithExamples.AddTo(root);
return await root.Parse(args).InvokeAsync();
