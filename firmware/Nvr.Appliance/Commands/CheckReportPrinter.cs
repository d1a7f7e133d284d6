using Nvr.Storage;

namespace Nvr.Appliance.Commands;

/// <summary>A check's findings for a person and for a script: a line each on standard error, the sum on standard output.</summary>
internal static class CheckReportPrinter
{
    public static int Print(CheckReport report)
    {
        foreach (string problem in report.Problems)
        {
            Console.Error.WriteLine(problem);
        }
        string verdict = report.IsWell ? "all is well" : $"{report.Problems.Count} {(report.Problems.Count == 1 ? "problem" : "problems")}";
        Console.WriteLine($"{report.Segments} segments, {report.Fragments} fragments, {report.Bytes} bytes: {verdict}");
        return report.IsWell ? CommandFrame.Success : CommandFrame.Failure;
    }
}
