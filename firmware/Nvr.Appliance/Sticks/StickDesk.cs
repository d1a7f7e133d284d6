using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Nvr.Board.Panel;
using Nvr.Board.Sticks;
using Nvr.Core;
using Nvr.Core.Time;
using Nvr.Storage;
using Nvr.Web.Sticks;

namespace Nvr.Appliance.Sticks;

/// <summary>
/// Takes wishes for exports, from the page and from the panel, and has them written one at a time. <see cref="RunAsync"/> writes; the rest is thread-safe and never blocks on a stick
/// but for <see cref="ReleaseAsync"/>. Whatever becomes of a stick, recording is not touched.
/// </summary>
internal sealed partial class StickDesk(StickSteward steward, ButtonBook button, WishReader wishes, StickExport export, StickUse use, BoxClock clock, ILogger<StickDesk> logger) : IStickRoom, IDisposable
{
    public const string AtThePanel = "front panel";

    /// <summary>For so long the panel tells how an export ended, when nobody pulls the stick.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan RefusalTold = TimeSpan.FromSeconds(30);

    private readonly Channel<WantedExport> accepted = Channel.CreateBounded<WantedExport>(1);
    private readonly Lock gate = new();
    private StickExportView? shown;
    private CancellationTokenSource? running;
    private IDisposable? taken;
    private long toldUntilUs;
    private string[] known = [];

    public SticksView Read()
    {
        lock (gate)
        {
            return new SticksView(steward.Trouble, [.. steward.Reading.Sticks.Select(StickWords.Of)], shown, button.Policy, export.Fingerprint);
        }
    }

    /// <summary>What the panel shows of it: lights, and the words and the bar on the display.</summary>
    public (ExportState State, double Done, string Sentence) ForPanel()
    {
        lock (gate)
        {
            return shown switch
            {
                { State: StickWords.Running or StickWords.Releasing } => (ExportState.Running, shown.Done, shown.Sentence),
                { State: StickWords.SafeToRemove } when IsTold_NeedsLock => (ExportState.SafeToRemove, 1, shown.Sentence),
                { State: StickWords.Failed or StickWords.Cancelled } when IsTold_NeedsLock => (ExportState.Failed, shown.Done, shown.Sentence),
                _ => steward.Reading.Sticks.FirstOrDefault(s => s.Verdict.IsUsable) is { } ready ? (ExportState.StickReady, 0, $"{StickWords.NameOf(ready)}: press the button to export.") : (ExportState.Idle, 0, ""),
            };
        }
    }

    public void Begin(StickWish wish, string wantedBy)
    {
        WantedExport wanted = wishes.Read(wish, wantedBy, steward.Reading, button.Policy);
        lock (gate)
        {
            if (running is not null)
            {
                throw new NvrException(ErrorKind.Conflict, "An export is being written already.") { NextStep = "Wait until it is done, or cancel it." };
            }
            taken = use.Take(wanted.Stick.Id, "An export is being written to this USB key.");
            running = new CancellationTokenSource();
            shown = StickWords.Begun(wanted);
            accepted.Writer.TryWrite(wanted);
        }
    }

    /// <summary>As <see cref="Begin"/> with what the button writes; a refusal is shown instead of thrown.</summary>
    public void BeginAtPanel()
    {
        try
        {
            Begin(new StickWish(null, null, null), AtThePanel);
        }
        catch (NvrException refused)
        {
            LogRefused(refused.Message);
            lock (gate)
            {
                if (running is null)
                {
                    Show_NeedsLock(StickWords.Refused(refused, AtThePanel), RefusalTold);
                }
            }
        }
    }

    public void Cancel()
    {
        lock (gate)
        {
            running?.Cancel();
        }
    }

    public async Task ReleaseAsync(string stick, CancellationToken cancellation)
    {
        StickFacts found = steward.Reading.Find(stick) ?? throw StickFailures.Gone();
        using (use.Take(stick, "This USB key is being made safe to remove."))
        {
            await steward.Sticks.ReleaseAsync(stick, cancellation);
        }
        lock (gate)
        {
            if (running is null)
            {
                Show_NeedsLock(StickWords.Released(found), Told);
            }
        }
        await steward.LookAsync(cancellation);
    }

    public void Change(StickPolicy policy) => button.Change(policy);

    public string Plug(MadeUpStick stick) => Simulated.Plug(new SimulatedStick
    {
        Type = stick.Type ?? "exfat",
        Label = stick.Label ?? "",
        Bytes = stick.Bytes ?? 32_000_000_000,
        FreeBytes = stick.FreeBytes,
        IsReadOnly = stick.IsReadOnly ?? false,
        IsDamaged = stick.IsDamaged ?? false,
        BytesPerSecond = stick.BytesPerSecond,
        YankAfterBytes = stick.YankAfterBytes,
    });

    public void Pull(string stick) => Simulated.Pull(stick);

    public string Return(string stick) => Simulated.Return(stick);

    /// <summary>Writes what was accepted, until cancelled; never fails because of a stick.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (WantedExport wanted in accepted.Reader.ReadAllAsync(stop))
        {
            CancellationTokenSource own = running!;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, own.Token);
            StickExportView end = await WriteAsync(wanted, either.Token, stop);
            LogEnded(wanted.WantedBy, end.State, end.Sentence);
            lock (gate)
            {
                taken?.Dispose();
                (running, taken) = (null, null);
                Show_NeedsLock(end, Told);
            }
            own.Dispose();
        }
    }

    /// <summary>The supervising place: whatever breaks an export must not keep the next from being written.</summary>
    private async Task<StickExportView> WriteAsync(WantedExport wanted, CancellationToken cancellation, CancellationToken stop)
    {
        try
        {
            return await export.WriteAsync(wanted, Show, cancellation, stop);
        }
        catch (Exception bug) when (!stop.IsCancellationRequested)
        {
            LogBroken(bug);
            return StickWords.Broken(wanted);
        }
    }

    /// <summary>To be told of each look at the sockets: a stick that comes anew ends the tale of the one before.</summary>
    public void Note(SticksReading now)
    {
        lock (gate)
        {
            string[] ids = [.. now.Sticks.Select(s => s.Id)];
            if (running is null && ids.Except(known).Any())
            {
                shown = null;
            }
            known = ids;
        }
    }

    public void Dispose() => running?.Dispose();

    private SimulatedSticks Simulated => steward.Sticks as SimulatedSticks ?? throw new NvrException(ErrorKind.Unsupported, "Only the sticks of a simulated board can be plugged this way.");

    private bool IsTold_NeedsLock => clock.MonotonicUs < toldUntilUs;

    private void Show(StickExportView now)
    {
        lock (gate)
        {
            shown = now;
        }
    }

    private void Show_NeedsLock(StickExportView end, TimeSpan told)
    {
        shown = end;
        toldUntilUs = clock.MonotonicUs + (long)told.TotalMicroseconds;
    }

    [LoggerMessage(LogLevel.Warning, "The export button was pressed, and nothing can be written: {Reason}")]
    private partial void LogRefused(string reason);

    [LoggerMessage(LogLevel.Error, "An export broke off")]
    private partial void LogBroken(Exception bug);

    [LoggerMessage(LogLevel.Warning, "The export that {User} wanted ended, {State}: {Sentence}")]
    private partial void LogEnded(string user, string state, string sentence);
}
