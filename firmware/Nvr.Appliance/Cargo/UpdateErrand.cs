using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Appliance.Updates;
using Nvr.Board.Sticks;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>An update from a stick, or one that was sent, to the box's other system. One at a time; thread-safe. Failures as of <see cref="ICargoRoom"/>.</summary>
internal sealed partial class UpdateErrand(IUpdater updater, ISticks sticks, UpdateMemory memory, RunningSystem running, IHostApplicationLifetime program, ILogger<UpdateErrand> logger)
{
    public const string Installing = "installing";

    private const string Installed = "installed";
    private const string Failed = "failed";
    private const string Goes = "The box goes on with the software that it has.";

    private readonly Lock gate = new();
    private UpdateView? view;

    /// <summary>The one that runs, or was the last since the start.</summary>
    public UpdateView? View => Volatile.Read(ref view);

    /// <summary>Looks at the bundle, then has it installed beside everything else; returns once that has begun.</summary>
    /// <param name="stick">The stick that it is on; null for one that was sent.</param>
    /// <param name="use">Holds the stick, or the file; given back when the installation is over, or refused.</param>
    public async Task BeginAsync(string? stick, string path, string? confirm, IDisposable use, CancellationToken cancellation)
    {
        try
        {
            UpdateBundle bundle = await updater.InspectAsync(path, cancellation);
            CargoRules.RequireFitting(bundle, running.Version);
            string version = CargoReader.NameOf(bundle);
            CargoRules.RequireConfirmed(confirm, version);
            lock (gate)
            {
                if (view is { State: Installing })
                {
                    throw UpdateFailures.Busy();
                }
                view = new UpdateView(Installing, version, 0, $"Version {version} is being installed. Leave {(stick is null ? "" : "the USB key in and ")}the box on; it goes on recording.", null);
            }
        }
        catch
        {
            use.Dispose();
            throw;
        }
        _ = RunAsync(stick, path, View!, use);
    }

    /// <summary>The supervising place: what becomes of an update must not touch the program, which records.</summary>
    private async Task RunAsync(string? stick, string path, UpdateView begun, IDisposable use)
    {
        UpdateView end;
        RememberedUpdate? before = null;
        bool isNoted = false;
        try
        {
            before = memory.Note(begun.Version);
            isNoted = true;
            await updater.InstallAsync(path, new Progress(step => Volatile.Write(ref view, begun with { Percent = step.Percent })), program.ApplicationStopping);
            memory.Confirm();
            end = begun with { State = Installed, Percent = 100, Sentence = $"Version {begun.Version} is installed. It runs from the next start of the box on.", NextStep = "Restart the recorder when a minute without recording does no harm." };
        }
        catch (NvrException failure)
        {
            end = await IsGoneAsync(stick)
                ? begun with { State = Failed, Sentence = $"The USB key was pulled out while the update was installed. {Goes}", NextStep = "Insert it again and begin anew." }
                : begun with { State = Failed, Sentence = failure.Message, NextStep = stick is null ? "Get the update anew, and send it again." : failure.NextStep };
        }
        catch (Exception bug) when (!program.ApplicationStopping.IsCancellationRequested)
        {
            LogBroken(bug);
            end = begun with { State = Failed, Sentence = $"The update broke off; the log has the cause. {Goes}", NextStep = "Try again." };
        }
        catch (OperationCanceledException)
        {
            // The program ends; the updater goes on by itself.
            use.Dispose();
            return;
        }
        if (isNoted && end.State == Failed)
        {
            Withdraw(before);
        }
        use.Dispose();
        Volatile.Write(ref view, end);
        LogEnded(end.Version, end.State, end.Sentence);
    }

    // What is left standing is found out at the next start: an update that broke off.
    private void Withdraw(RememberedUpdate? before)
    {
        try
        {
            memory.Withdraw(before);
        }
        catch (NvrException full)
        {
            LogLeft(full.Message);
        }
    }

    private async Task<bool> IsGoneAsync(string? stick)
    {
        if (stick is null)
        {
            return false;
        }
        try
        {
            return (await sticks.ReadAsync(program.ApplicationStopping)).Find(stick) is null;
        }
        catch (NvrException)
        {
            // Who manages sticks does not answer; what the updater said has to do.
            return false;
        }
    }

    /// <summary>Tells at once: the framework's own would tell later and out of order.</summary>
    private sealed class Progress(Action<UpdateStep> tell) : IProgress<UpdateStep>
    {
        public void Report(UpdateStep value) => tell(value);
    }

    [LoggerMessage(LogLevel.Warning, "What was noted for an update could not be taken back: {Reason}")]
    private partial void LogLeft(string reason);

    [LoggerMessage(LogLevel.Error, "An update broke off")]
    private partial void LogBroken(Exception bug);

    [LoggerMessage(LogLevel.Warning, "The update to version {Version} ended, {State}: {Sentence}")]
    private partial void LogEnded(string version, string state, string sentence);
}
