using System.CommandLine;

namespace Nvr.Appliance.Commands;

/// <summary>A command that its help shows in use.</summary>
internal sealed class CommandWithExamples(string name, string description, IReadOnlyList<string> examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples { get; } = examples;
}
