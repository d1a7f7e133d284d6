using System.CommandLine;
using Nvr.Export;

namespace Nvr.Appliance.Commands;

/// <summary><c>nvrd verify</c>: exit 0 only if an export is complete, signed and unchanged.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of the export, the one with manifest.json in it." };
        Command command = CommandFrame.Create(
            "verify",
            "Checks an export: every file's SHA-256 and signature, the manifest's, and what is missing or does not belong. Ends with 0 only if all is well.",
            ["nvrd verify /media/stick/NVR-2026-11-29T031500Z"],
            [],
            async (parsed, cancellation) => Print(await ExportVerifier.VerifyAsync(parsed.GetRequiredValue(folder), cancellation)));
        command.Arguments.Add(folder);
        return command;
    }

    private static int Print(VerificationReport report)
    {
        foreach (string problem in report.Problems)
        {
            Console.Error.WriteLine(problem);
        }
        foreach (CheckedFile file in report.Files)
        {
            Console.WriteLine($"{Word(file.Verdict),-15} {file.Name}{(file.Detail is null ? "" : $": {file.Detail}")}");
        }
        if (report.SignedBy is { } fingerprint)
        {
            Console.WriteLine($"Signed by the key {fingerprint}. Compare it with the one that the recorder shows.");
        }
        Console.WriteLine(report.IsWell ? "The export is complete and unchanged." : "The export is not as it was written, or not complete.");
        return report.IsWell ? CommandFrame.Success : CommandFrame.Failure;
    }

    private static string Word(FileVerdict verdict) => verdict switch
    {
        FileVerdict.Unchanged => "unchanged",
        FileVerdict.Changed => "CHANGED",
        FileVerdict.Missing => "MISSING",
        FileVerdict.Foreign => "NOT IN THE LIST",
        FileVerdict.Unfinished => "UNFINISHED",
        FileVerdict.NotSigned => "NOT SIGNED",
        _ => "UNREADABLE",
    };
}
