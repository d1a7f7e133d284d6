using System.Collections.Concurrent;
using Nvr.Adoption.Trying;

namespace Nvr.Web.Tests.Fakes;

/// <summary>Answers every address as told, and remembers what was tried.</summary>
public sealed class FakeTrial : ICameraTrial
{
    public ConcurrentQueue<TrialRequest> Tried { get; } = new();

    public TrialReport Answer { get; set; } = new(TrialOutcome.NeedsPassword, "The camera answers, but asks for a password.", "Enter the camera's user name and password.");

    public Task<TrialReport> TryAsync(TrialRequest request, CancellationToken cancellation)
    {
        Tried.Enqueue(request);
        return Task.FromResult(Answer);
    }
}
