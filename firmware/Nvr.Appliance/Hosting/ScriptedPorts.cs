using System.Diagnostics;
using System.Globalization;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Logging;
using Nvr.Board.Parts;
using Nvr.Board.Poe;
using Nvr.Core;

namespace Nvr.Appliance.Hosting;

/// <summary>
/// The PoE ports of a simulated board whose plugs a script knows. <c>SCRIPT read</c> prints a line for each device, the port's name, a MAC and, if it likes, the watts there, the class that the device asked for, and whether its link is <c>up</c> or <c>down</c>;
/// <c>SCRIPT power PORT on|off</c> is told what a port does about power. Thread-safe; failures as of <see cref="IPoePorts"/>.
/// </summary>
internal sealed partial class ScriptedPorts : IPoePorts
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string script;
    private readonly SimulatedPoePorts ports;
    private readonly ILogger<ScriptedPorts> logger;

    public ScriptedPorts(PoeDescription described, string script, TimeProvider time, ILogger<ScriptedPorts> logger)
    {
        this.script = script;
        this.logger = logger;
        ports = new SimulatedPoePorts(described, time, PowerAsync);
    }

    public async Task<IReadOnlyList<PoePort>> ReadAsync(CancellationToken cancellation)
    {
        string said = await RunAsync(["read"], cancellation);
        IEnumerable<string[]> lines = said.Split('\n').Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(l => l.Length is >= 2 and <= 5);
        IReadOnlyList<PoePort> now = await ports.ReadAsync(cancellation);
        foreach (IGrouping<string, string[]> plugged in lines.GroupBy(l => l[0]))
        {
            PhysicalAddress[] macs = [.. plugged.Select(l => MacOf(l[1])).OfType<PhysicalAddress>()];
            PoePort? port = now.FirstOrDefault(p => p.Name == plugged.Key);
            if (port is { Power: not PoePower.Off } && !port.Macs.SequenceEqual(macs))
            {
                ports.Plug(port.Name, macs);
            }
            if (port is not null && plugged.Last() is [_, _, var watts, .. var more] && double.TryParse(watts, CultureInfo.InvariantCulture, out double measured))
            {
                int? asked = more is [var grade, ..] && int.TryParse(grade, CultureInfo.InvariantCulture, out int told) ? told : null;
                ports.Measure(port.Name, new PoeReading(asked, null, null, measured), more is [_, var link] ? link == "up" : null);
            }
        }
        return await ports.ReadAsync(cancellation);
    }

    public Task SetPowerAsync(string port, bool on, CancellationToken cancellation) => ports.SetPowerAsync(port, on, cancellation);

    public Task CycleAsync(string port, TimeSpan off, CancellationToken cancellation) => ports.CycleAsync(port, off, cancellation);

    private static PhysicalAddress? MacOf(string text) => PhysicalAddress.TryParse(text.Replace(':', '-').ToUpperInvariant(), out PhysicalAddress? mac) ? mac : null;

    private async Task PowerAsync(string port, bool powered)
    {
        try
        {
            await RunAsync(["power", port, powered ? "on" : "off"], CancellationToken.None);
        }
        catch (NvrException e)
        {
            LogFailed(e.Message);
        }
    }

    private async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(script, arguments) { RedirectStandardOutput = true })!;
            try
            {
                string said = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return process.ExitCode == 0 ? said : throw Failed($"it ended with {process.ExitCode}");
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Failed(e.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Failed("it does not end");
        }
    }

    private NvrException Failed(string cause) => new(ErrorKind.Unreachable, $"The script {script} of the simulated board failed: {cause}.");

    [LoggerMessage(LogLevel.Warning, "{Sentence}")]
    private partial void LogFailed(string sentence);
}
