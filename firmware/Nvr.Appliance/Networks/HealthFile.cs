using System.Text;
using Microsoft.Extensions.Hosting;
using Nvr.Core.Health;

namespace Nvr.Appliance.Networks;

/// <summary>
/// Leaves how the box is in <c>/run/nvr/health.txt</c>, for monitoring by SNMP, which asks another program: the worst level, where what is not known yet counts as ok, then what is amiss, a sentence a line. Only where systemd made that folder for the recorder; what cannot
/// be written is written the next time.
/// </summary>
internal sealed class HealthFile(HealthBoard health, string run) : BackgroundService
{
    private const UnixFileMode ForAll = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(5);

    private readonly string folder = Path.Combine(run, "nvr");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using PeriodicTimer timer = new(s_interval);
        string written = "";
        do
        {
            string text = Text(health.Read());
            if (text != written && Directory.Exists(folder) && TryWrite(text))
            {
                written = text;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static string Text(IReadOnlyList<HealthItem> items)
    {
        HealthLevel worst = items.Count == 0 ? HealthLevel.Ok : items[0].Level;
        StringBuilder text = new(worst switch { HealthLevel.Failure => "failure\n", HealthLevel.Attention => "attention\n", _ => "ok\n" });
        foreach (HealthItem item in items.Where(i => i.Level >= HealthLevel.Attention))
        {
            text.Append(item.Sentence).Append('\n');
        }
        return text.ToString();
    }

    private bool TryWrite(string text)
    {
        try
        {
            string draft = Path.Combine(folder, "health.new");
            File.WriteAllText(draft, text);
            File.SetUnixFileMode(draft, ForAll);
            File.Move(draft, Path.Combine(folder, "health.txt"), overwrite: true);
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
