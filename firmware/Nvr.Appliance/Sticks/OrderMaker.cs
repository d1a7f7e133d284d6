using System.Globalization;
using Nvr.Adoption.Devices;
using Nvr.Appliance.Hosting;
using Nvr.Appliance.Panel;
using Nvr.Board;
using Nvr.Core;
using Nvr.Core.Network;
using Nvr.Core.Time;
using Nvr.Export;
using Nvr.Recording.Cameras;
using Nvr.Sntp;
using Nvr.Storage.Clock;
using Nvr.Web.Box;

namespace Nvr.Appliance.Sticks;

/// <summary>What an export says about the box, its cameras and its clock. Thread-safe.</summary>
internal sealed class OrderMaker(ICameraDirectory cameras, IDeviceBook devices, BoardDescription board, PageAddress page, BoxBook box, ClockJudge clock, SystemClock system)
{
    /// <param name="names">What cameras were called when somebody asked, for those that were removed since; null where nothing is known.</param>
    public ExportOrder Make(
        IReadOnlyDictionary<CameraId, IReadOnlyList<UtcRange>> ranges, string wantedBy, string? reason = null, IReadOnlyDictionary<CameraId, string>? names = null) => new()
    {
        Unit = new ExportUnit(box.ShownName, BoxSerial.Read(), page.Find()?.AbsoluteUri ?? "", OwnMac(), ProductVersion.Text),
        Operator = wantedBy,
        Reason = reason,
        Clock = Clock(clock.Trust(), system.Deviation()),
        Cameras = [.. ranges.Select(r => CameraOf(r.Key, r.Value, names))],
    };

    private static ClockFacts Clock(ClockTrust trust, ClockDeviation? deviation) => (trust, deviation) switch
    {
        (ClockTrust.Synchronised, { } known) => new ClockFacts(
            true,
            known.AheadMs,
            "NTP",
            string.Create(CultureInfo.InvariantCulture, $"The clock followed a time server when this was exported: off by {Math.Abs(known.AheadMs):0.###} ms, known to within {known.ErrorMs:0.###} ms.")),
        (ClockTrust.None, _) => new ClockFacts(false, null, "none", "The clock of the recorder did not know the time when this was exported. Do not rely on the times; only the order of events and the lengths are right."),
        _ => new ClockFacts(false, null, "own clock", "The recorder followed no time server when this was exported. Compare its clock with a reliable one and correct the times by the difference."),
    };

    private string OwnMac() => OwnNetworks.Up(board)
        .Select(i => i.GetPhysicalAddress())
        .FirstOrDefault(m => m.GetAddressBytes().Length == 6) is { } mac ? MacText.Of(mac) : "";

    private ExportCamera CameraOf(CameraId id, IReadOnlyList<UtcRange> ranges, IReadOnlyDictionary<CameraId, string>? names)
    {
        CameraSettings? settings = cameras.Find(id)?.Settings;
        string url = settings is null ? "" : new UriBuilder(settings.MainUrl) { UserName = "", Password = "" }.Uri.AbsoluteUri;
        return new ExportCamera(id, settings?.Name ?? names?.GetValueOrDefault(id) ?? id.ToString(), url, devices.FindByCamera(id)?.Mac is { } mac ? MacText.Of(mac) : null, ranges);
    }
}
