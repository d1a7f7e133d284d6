using System.Globalization;
using Nvr.Appliance.Sticks;
using Nvr.Board.Display;
using Nvr.Core.Health;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Accounts;
using Nvr.Web.Box;
using Nvr.Web.Tls;

namespace Nvr.Appliance.Panel;

/// <summary>
/// Gathers what the display tells beyond the lights. Used by one task. Disks and network are asked every ten seconds, as free space is told in figures that hold for longer.
/// </summary>
internal sealed class DisplayFactsSource(PageAddress address, IFootageReader footage, SetupCode code, StickDesk sticks, BoxBook box, PageCertificate certificate, HealthBoard health, BoxClock clock)
{
    private static readonly TimeSpan SlowInterval = TimeSpan.FromSeconds(10);

    private long slowAskedUs = long.MinValue / 2;
    private Uri? page;
    private string storage = "";

    public DisplayFacts Gather(PanelReading reading)
    {
        if (clock.MonotonicUs - slowAskedUs >= SlowInterval.TotalMicroseconds)
        {
            slowAskedUs = clock.MonotonicUs;
            page = address.Find();
            storage = StorageLine(footage.ListVolumes());
        }
        (_, double done, string sentence) = sticks.ForPanel();
        return new DisplayFacts
        {
            Phase = reading.Facts.Phase,
            Name = box.ShownName,
            Page = page,
            Fingerprint = certificate.Fingerprint,
            SetupCode = code.Value,
            CamerasRecording = reading.CamerasProven,
            CamerasWanted = reading.CamerasWanted,
            Storage = storage,
            Troubles = [.. health.Read().Where(i => i.Level >= HealthLevel.Attention)],
            Export = reading.Facts.Export,
            ExportDone = done,
            ExportSentence = sentence,
            Reset = reading.Facts.Reset,
            IsLocating = reading.Facts.IsLocating,
        };
    }

    private static string StorageLine(IReadOnlyList<VolumeStatus> volumes)
    {
        long total = volumes.Sum(v => v.TotalBytes);
        if (volumes.Any(v => v.Problem is not null) || total == 0)
        {
            return "Disk trouble";
        }
        // A recorder's disk is full by design: how much of it holds footage says more than what is free.
        return string.Create(CultureInfo.InvariantCulture, $"Disk {InUnits(total)}, {100.0 * volumes.Sum(v => v.FootageBytes) / total:0} % used");
    }

    private static string InUnits(long bytes) => bytes switch
    {
        >= 1_000_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e12:0.#} TB"),
        >= 10_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0} GB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.#} GB"),
    };
}
