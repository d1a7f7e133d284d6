using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Events;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;

namespace Nvr.Adoption.Tests.Events;

public sealed class EventGateTests
{
    private static readonly CameraId Camera = CameraId.New();
    private static readonly EventRules Rules = new() { Burst = 10, EventsAMinute = 60, MostOpen = 4 };
    private readonly FakeTimeProvider time = new();
    private readonly NotedEvents sink = new();
    private readonly EventGate gate;

    public EventGateTests() => gate = new EventGate(Camera, sink, new EventBudget(new BoxClock(time, Guid.Empty), Rules), Rules);

    [Fact]
    public void StartsAndEnds_ComeInPairs()
    {
        Assert.Equal(GateAnswer.Passed, Offer("a", EventPhase.Start));
        Assert.Equal(GateAnswer.Repeated, Offer("a", EventPhase.Start));
        Assert.Equal(GateAnswer.Passed, Offer("b", EventPhase.Start));
        Assert.Equal(GateAnswer.Passed, Offer("a", EventPhase.End));
        Assert.Equal(GateAnswer.Repeated, Offer("a", EventPhase.End));

        Assert.Equal([("a", EventPhase.Start), ("b", EventPhase.Start), ("a", EventPhase.End)], sink.Told.Select(t => (t.Message.Key, t.Message.Phase)));
    }

    [Fact]
    public void RestAsItIsFound_IsNoNews()
    {
        Assert.Equal(GateAnswer.Repeated, Offer("a", EventPhase.End, isInitial: true));

        Assert.Empty(sink.Told);
    }

    [Fact]
    public void StateFoundAgainAfterASecondSubscription_IsNoSecondStart_AndItsEndIsHeard()
    {
        Offer("a", EventPhase.Start);

        Assert.Equal(GateAnswer.Repeated, Offer("a", EventPhase.Start, isInitial: true));
        Assert.Equal(GateAnswer.Passed, Offer("a", EventPhase.End, isInitial: true));
    }

    [Fact]
    public void AfterAnInterruption_WhatGoesOnBeginsAnew()
    {
        Offer("a", EventPhase.Start);
        gate.Interrupt();

        Assert.Equal(GateAnswer.Passed, Offer("a", EventPhase.Start, isInitial: true));
        Assert.Equal([Camera], sink.Interrupted);
    }

    [Fact]
    public void Flood_IsBounded_ComesBackWithTime_AndWhatBeganMayEnd()
    {
        Offer("a", EventPhase.Start);
        GateAnswer[] answers = [.. Enumerable.Range(0, 1000).Select(i => Offer($"p{i}", EventPhase.Pulse))];
        Assert.Equal(9, answers.Count(a => a == GateAnswer.Passed));
        Assert.Equal(991, answers.Count(a => a == GateAnswer.Dropped));
        Assert.Equal(GateAnswer.Passed, Offer("a", EventPhase.End));

        time.Advance(TimeSpan.FromSeconds(2));

        GateAnswer[] later = [.. Enumerable.Range(0, 3).Select(_ => Offer("p", EventPhase.Pulse))];
        GateAnswer[] expected = [GateAnswer.Passed, GateAnswer.Passed, GateAnswer.Dropped];
        Assert.Equal(expected, later);
    }

    [Fact]
    public void KeysWithoutEnd_FillNoMemory()
    {
        GateAnswer[] answers = [.. Enumerable.Range(0, 6).Select(i => Offer($"{i}", EventPhase.Start))];

        GateAnswer[] expected = [.. Enumerable.Repeat(GateAnswer.Passed, 4), GateAnswer.Dropped, GateAnswer.Dropped];
        Assert.Equal(expected, answers);
        Offer("0", EventPhase.End);
        Assert.Equal(GateAnswer.Passed, Offer("7", EventPhase.Start));
    }

    private GateAnswer Offer(string key, EventPhase phase, bool isInitial = false) => gate.Offer(new CameraEvent
    {
        Kind = CameraEventKind.Motion, Phase = phase, Time = default, Key = key, IsInitial = isInitial, Topic = "t", Raw = "",
    });
}
