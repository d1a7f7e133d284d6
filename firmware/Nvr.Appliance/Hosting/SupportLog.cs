using System.Globalization;
using System.Runtime.InteropServices;
using Nvr.Adoption.Adopting;
using Nvr.Adoption.Devices;
using Nvr.Board;
using Nvr.Board.Linux.Journal;
using Nvr.Power.Settings;
using Nvr.Recording.Cameras;
using Nvr.Web.Accounts;
using Nvr.Web.Support;

namespace Nvr.Appliance.Hosting;

/// <summary>What a supporter wants to see of program and machine: the ring, the journal where the program is a service, and what is never to be in either. Thread-safe.</summary>
internal sealed class SupportLog(BoardDescription board, LogRing ring, CameraRegistry cameras, IDeviceBook devices, SiteAccount site, SwitchBook switches, SetupCode code) : ISupportLog
{
    public IReadOnlyList<string> Own() => ring.Read();

    public async Task<IReadOnlyList<string>?> JournalAsync(CancellationToken cancellation) =>
        SystemJournal.OwnService() is { } service ? await new SystemJournal($"--unit={service}").ReadAsync(cancellation) : null;

    public IReadOnlyList<(string Name, string Value)> Machine() =>
    [
        ("Board", board.Name),
        ("System", $"{SystemName()}, Linux {Environment.OSVersion.Version}, {RuntimeInformation.ProcessArchitecture}"),
        ("Runtime", RuntimeInformation.FrameworkDescription),
        ("Processors", Environment.ProcessorCount.ToString(CultureInfo.InvariantCulture)),
        ("Memory of the program", string.Create(CultureInfo.InvariantCulture, $"{Environment.WorkingSet >> 20} MB")),
        ("Running since", ring.Since.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture)),
        ("Machine up for", string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromMilliseconds(Environment.TickCount64):d\\.hh\\:mm}")),
    ];

    public IReadOnlyCollection<string> Secrets()
    {
        string?[] known =
        [
            .. cameras.List().Select(c => cameras.PasswordOf(c.Id)),
            .. devices.List().Select(d => devices.PasswordOf(d.DeviceId)),
            site.Account?.Password,
            .. switches.List().SelectMany(s => new[] { s.Access.Community, s.Access.Password, s.Access.EncryptionPassword }),
            code.Value,
        ];
        return [.. known.OfType<string>().Where(s => s.Length > 0)];
    }

    private static string SystemName()
    {
        const string Name = "PRETTY_NAME=";
        try
        {
            return File.ReadLines("/etc/os-release").FirstOrDefault(l => l.StartsWith(Name, StringComparison.Ordinal))?[Name.Length..].Trim('"') ?? "Linux";
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return "Linux";
        }
    }
}
