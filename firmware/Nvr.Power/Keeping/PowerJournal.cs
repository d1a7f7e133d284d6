using Microsoft.Extensions.Logging;
using Nvr.Board.Poe;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Health;
using Nvr.Power.Sources;

namespace Nvr.Power.Keeping;

/// <summary>
/// Tells what happens to the ports' power: as events of the cameras behind them (topics <c>Recorder/Power/…</c>), in the log, and on the health board for as long as it lasts.
/// Used under the keeper's turn.
/// </summary>
internal sealed partial class PowerJournal(PowerServices services, ILogger logger)
{
    private const string Topic = "Recorder/Power/";

    private HashSet<string> told = [];

    /// <summary>Something was done.</summary>
    /// <param name="deed">Off, On, Cycle, Shed or Return.</param>
    /// <param name="cameras">Whose event it is.</param>
    /// <param name="sentence">For the user.</param>
    public void OnDone(string deed, IEnumerable<CameraId> cameras, string sentence)
    {
        foreach (CameraId camera in cameras)
        {
            services.Sink.OnEvent(camera, new CameraEvent
            {
                Kind = CameraEventKind.Other,
                Phase = EventPhase.Pulse,
                Time = services.Clock.WallNow,
                Key = Topic + deed,
                Topic = Topic + deed,
                Text = sentence,
                Raw = sentence,
            });
        }
        LogDone(sentence);
    }

    public void OnTrouble(NvrException failure) => LogTrouble(failure.Message);

    public void OnNotKept(string port) => LogNotKept(port);

    /// <summary>What is the matter now; what was before and is no more is forgotten.</summary>
    public void Tell(IReadOnlyList<PortSource> sources, IReadOnlyList<PortView> ports)
    {
        HealthItem[] now =
        [
            .. sources.Where(s => s.Problem is not null).Select(s => new HealthItem(
                $"poe/{s.Name}", HealthLevel.Attention, $"The PoE ports of {NameOf(s)} cannot be read. {s.Problem}", "Until they can, the cameras there are recorded, but not helped by their ports.")),
            .. ports.Where(p => p.IsShed || p.Port.Power is PoePower.Fault or PoePower.Denied).Select(p => new HealthItem(
                $"poe/port/{p.Port.Name}", HealthLevel.Attention, p.Sentence ?? $"Port {p.Port.Name} has a fault.", p.NextStep)),
            .. SilentChips(ports),
        ];
        foreach (HealthItem item in now)
        {
            services.Health.Report(item);
        }
        foreach (string gone in told.Except(now.Select(i => i.Part)))
        {
            services.Health.Forget(gone);
        }
        told = [.. now.Select(i => i.Part)];
    }

    // One sentence for a chip, not one for each of its ports.
    private static IEnumerable<HealthItem> SilentChips(IReadOnlyList<PortView> ports) => ports
        .Where(p => p.Port is { Power: PoePower.Unknown, FaultSentence: not null, Supply: not { ShedsByItself: true } })
        .GroupBy(p => p.Port.Switch)
        .Select(g => new HealthItem($"poe/{g.Key}", HealthLevel.Attention, g.First().Port.FaultSentence!, "Restart the box. If it stays so, the board is broken."));

    private static string NameOf(PortSource source) => source.Name == PoeSupply.BoxName ? "the box" : $"the switch {source.Name}";

    [LoggerMessage(LogLevel.Information, "{Sentence}")]
    private partial void LogDone(string sentence);

    [LoggerMessage(LogLevel.Warning, "The power of a port could not be switched: {Sentence}")]
    private partial void LogTrouble(string sentence);

    [LoggerMessage(LogLevel.Warning, "What is owed to port {Port} could not be kept on the disk")]
    private partial void LogNotKept(string port);
}
