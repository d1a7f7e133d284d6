namespace Torture.Kills;

/// <summary>A report as a table for people.</summary>
public static class KillTable
{
    public static void Print(KillReport report, TextWriter output)
    {
        output.WriteLine("| kill | lived s | worst lost s | mean lost s | recording again after s |");
        output.WriteLine("|---:|---:|---:|---:|---:|");
        foreach (KillVerdict kill in report.Kills)
        {
            string again = kill.WorstAgainSeconds is { } seconds ? $"{seconds:0.00}" : "-";
            output.WriteLine(
                $"| {kill.Round.Number} | {kill.Round.Seconds:0.0} | {kill.WorstLostSeconds:0.00} | {kill.Cameras.Average(c => c.LostSeconds):0.00} | {again} |");
        }
        output.WriteLine(
            $"{report.Files} files, {report.UnreadableFiles.Count} unreadable; lost at most {report.Kills.Max(k => k.WorstLostSeconds):0.00} s "
            + $"(limit {KillReport.LostLimitSeconds:0} s), recording again after at most {report.Kills.Max(k => k.WorstAgainSeconds):0.00} s "
            + $"(limit {KillReport.AgainLimitSeconds:0} s); nvrd check: exit code {report.Check.ExitCode}");
        foreach (string broken in report.Broken)
        {
            output.WriteLine(broken);
        }
    }
}
