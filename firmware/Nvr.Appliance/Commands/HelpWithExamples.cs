using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Nvr.Appliance.Commands;

/// <summary>The usual help text, and below it the command's examples.</summary>
internal sealed class HelpWithExamples(HelpAction usual) : SynchronousCommandLineAction
{
    public static void AddTo(RootCommand root)
    {
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int result = usual.Invoke(parseResult);
        if (parseResult.CommandResult.Command is CommandWithExamples { Examples: { } examples })
        {
            Console.WriteLine("Examples:");
            foreach (string example in examples)
            {
                Console.WriteLine($"  {example}");
            }
            Console.WriteLine();
        }
        return result;
    }
}
