using Microsoft.Extensions.Logging;
using Nvr.Adoption.Devices;
using Nvr.Core;

namespace Nvr.Adoption.Adopting;

/// <summary>Visits to devices, and what comes of them.</summary>
public sealed partial class Adopter
{
    /// <summary>One visit, when a place is free and nobody else is there. Never throws but when the program ends.</summary>
    private async Task VisitAsync(DeviceCase visit)
    {
        await places.WaitAsync(stop.Token);
        try
        {
            await visit.Turn.WaitAsync(stop.Token);
            try
            {
                await VisitNowAsync(visit);
            }
            finally
            {
                visit.Turn.Release();
            }
        }
        finally
        {
            places.Release();
        }
    }

    private async Task VisitNowAsync(DeviceCase visit)
    {
        DeviceState? before = room.Book.Find(visit.Id)?.State;
        try
        {
            DeviceId known = await visitor.RunAsync(visit, stop.Token);
            if (known != visit.Id)
            {
                HandOver(visit, CaseOf(known));
            }
        }
        catch (NvrException failure)
        {
            Retry(visit, device => AdoptionWords.Failed(device, failure));
            LogFailed(visit.Seen?.Address, failure.Message);
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            Retry(visit, AdoptionWords.Broken);
            LogBroken(bug, visit.Seen?.Address);
        }
        LogNews(visit, before);
    }

    private void Retry(DeviceCase visit, Func<DeviceRecord, CaseWords> words)
    {
        if (room.Book.Find(visit.Id) is { } device)
        {
            visit.Words = words(device);
            visit.DueUs = room.Clock.MonotonicUs + (long)Patience.After(visit.Failures++).TotalMicroseconds;
        }
    }

    /// <summary>The device was known under another id: what was seen and wanted of it counts there.</summary>
    private void HandOver(DeviceCase from, DeviceCase to)
    {
        to.Seen = from.Seen;
        to.Given ??= from.Given;
        to.Confirmed |= from.Confirmed;
        to.Failures = 0;
        to.DueUs = room.Clock.MonotonicUs;
        if (room.Book.Find(from.Id) is null)
        {
            cases.TryRemove(from.Id, out _);
        }
    }

    private void LogNews(DeviceCase visit, DeviceState? before)
    {
        if (room.Book.Find(visit.Id) is { } after && after.State != before)
        {
            LogState(DeviceName.Of(after), after.Address, after.State, after.Sources.Count);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Device} at {Address}: {State}, {Count} cameras")]
    private partial void LogState(string device, System.Net.IPAddress address, DeviceState state, int count);

    [LoggerMessage(LogLevel.Warning, "The device at {Address} was not taken in: {Sentence}")]
    private partial void LogFailed(System.Net.IPAddress? address, string sentence);

    [LoggerMessage(LogLevel.Error, "A visit to the device at {Address} broke off")]
    private partial void LogBroken(Exception bug, System.Net.IPAddress? address);
}
