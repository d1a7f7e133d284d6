using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Nvr.Board.Updates;
using Nvr.Core;
using Nvr.Web.Cargo;

namespace Nvr.Appliance.Cargo;

/// <summary>Fetches one update at a time from a server, beside everything else, and hands it on as one that was sent. Thread-safe; failures after the beginning are told in <see cref="View"/>.</summary>
internal sealed partial class UpdateFetcher(UpdateServer server, IHostApplicationLifetime program, ILogger<UpdateFetcher> logger)
{
    /// <summary>Half a gigabyte over a line of 1 Mbit/s takes more than an hour.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromHours(4);

    private readonly Lock gate = new();
    private CancellationTokenSource? running;
    private UpdateFetchView? view;

    /// <summary>The one that runs, or was the last; null where none was, or it is of no more use.</summary>
    public UpdateFetchView? View => Volatile.Read(ref view);

    /// <param name="address">As somebody typed it.</param>
    /// <param name="take">Takes the content, of the length that the server says.</param>
    public void Begin(string? address, Func<Stream, long, CancellationToken, Task<SentUpdate>> take)
    {
        Uri from = UpdateAddress.Parse(address);
        CancellationTokenSource limit;
        UpdateFetchView begun;
        lock (gate)
        {
            if (running is not null)
            {
                throw new NvrException(ErrorKind.Conflict, "An update is being fetched just now.") { NextStep = "Wait until it is there, or cancel that." };
            }
            running = limit = CancellationTokenSource.CreateLinkedTokenSource(program.ApplicationStopping);
            limit.CancelAfter(Longest);
            view = begun = new UpdateFetchView(UpdateFetchView.Running, from.Host, 0, null, $"The update is being fetched from {from.Host}.", null, null);
        }
        _ = RunAsync(from, begun, take, limit);
    }

    /// <summary>Nothing happens where none is being fetched.</summary>
    public void Cancel()
    {
        lock (gate)
        {
            running?.Cancel();
        }
    }

    /// <summary>What was fetched is gone.</summary>
    public void Forget()
    {
        lock (gate)
        {
            view = running is null ? null : view;
        }
    }

    /// <summary>The supervising place: what becomes of it must not touch the program, which records.</summary>
    private async Task RunAsync(Uri from, UpdateFetchView begun, Func<Stream, long, CancellationToken, Task<SentUpdate>> take, CancellationTokenSource limit)
    {
        UpdateFetchView end;
        try
        {
            end = await FetchAsync(from, begun, take, limit.Token);
        }
        catch (NvrException failure)
        {
            end = View! with { State = UpdateFetchView.Failed, Sentence = failure.Message, NextStep = failure.NextStep ?? "Check the address, or send the update as a file." };
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            end = View! with { State = UpdateFetchView.Cancelled, Sentence = $"The update is no longer fetched from {from.Host}.", NextStep = null };
        }
        catch (Exception bug)
        {
            LogBroken(bug);
            end = View! with { State = UpdateFetchView.Failed, Sentence = $"Fetching the update from {from.Host} broke off; the log has the cause.", NextStep = "Try again." };
        }
        lock (gate)
        {
            running = null;
            view = end;
        }
        limit.Dispose();
        LogEnded(from.Host, end.State, end.Sentence);
    }

    private async Task<UpdateFetchView> FetchAsync(Uri from, UpdateFetchView begun, Func<Stream, long, CancellationToken, Task<SentUpdate>> take, CancellationToken cancellation)
    {
        await using ServedUpdate served = await server.OpenAsync(from, cancellation);
        using var counted = new CountedStream(served.Content, from.Host, bytes => Volatile.Write(ref view, begun with { Bytes = bytes, OfBytes = served.Length }));
        SentUpdate got = await take(counted, served.Length, cancellation);
        return begun with
        {
            State = UpdateFetchView.Done, Bytes = got.Bytes, OfBytes = got.Bytes, Version = got.Version,
            Sentence = $"Version {got.Version} was fetched from {from.Host}, and is signed by its maker.",
        };
    }

    [LoggerMessage(LogLevel.Warning, "An update fetched from {Host}, {State}: {Sentence}")]
    private partial void LogEnded(string host, string state, string sentence);

    [LoggerMessage(LogLevel.Error, "Fetching an update broke off")]
    private partial void LogBroken(Exception bug);
}
