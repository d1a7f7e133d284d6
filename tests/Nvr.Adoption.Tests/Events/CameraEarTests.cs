using Microsoft.Extensions.Time.Testing;
using Nvr.Adoption.Events;
using Nvr.Core;
using Nvr.Core.Events;
using Nvr.Core.Time;
using Nvr.Onvif.Metadata;

namespace Nvr.Adoption.Tests.Events;

/// <summary>What is told over two ways, and what the metadata show, becomes one story.</summary>
public sealed class CameraEarTests
{
    private static readonly EventBox Box = new(0.2f, 0.3f, 0.1f, 0.4f);
    private static readonly TimeSpan Picture = TimeSpan.FromMilliseconds(200);

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero));
    private readonly NotedEvents sink = new();
    private readonly BoxClock clock;
    private readonly CameraEar ear;
    private float x;

    public CameraEarTests()
    {
        clock = new BoxClock(time, Guid.Empty);
        var rules = new EventRules();
        ear = new CameraEar(CameraId.New(), sink, new EventBudget(clock, rules), rules, clock);
        ear.Open(EventWay.PullPoint);
    }

    private IReadOnlyList<CameraEvent> Told => [.. sink.Told.Select(t => t.Message)];

    [Fact]
    public void SameMotion_OverBothWays_IsToldOnce_WhicheverComesLater()
    {
        CameraEvent start = Motion(EventPhase.Start);
        ear.Hear(start, EventWay.PullPoint);
        time.Advance(TimeSpan.FromSeconds(3));
        CameraEvent end = Motion(EventPhase.End);
        ear.Hear(end, EventWay.PullPoint);

        // The stream lags: to it, all of that is still to come.
        Assert.Equal(GateAnswer.Repeated, ear.Hear(start, EventWay.Metadata));
        Assert.Equal(GateAnswer.Repeated, ear.Hear(end, EventWay.Metadata));

        Assert.Equal([EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));
    }

    [Fact]
    public void TwoCrossings_OverBothWays_AreTwo()
    {
        for (int i = 0; i < 2; i++)
        {
            ear.Hear(Motion(EventPhase.Pulse), EventWay.Metadata);
            ear.Hear(Motion(EventPhase.Pulse), EventWay.PullPoint);
            time.Advance(TimeSpan.FromMilliseconds(300));
        }

        Assert.Equal(2, Told.Count);
    }

    [Fact]
    public void TwoCrossings_OverOneWay_AreTwo()
    {
        ear.Hear(Motion(EventPhase.Pulse), EventWay.PullPoint);
        ear.Hear(Motion(EventPhase.Pulse), EventWay.PullPoint);

        Assert.Equal(2, Told.Count);
    }

    [Fact]
    public void PersonInThePictures_IsAnEventWithBoxAndConfidence_FromTheFirstToTheLast()
    {
        UtcTime first = clock.WallNow;
        See(10, ObjectClass.Person);
        UtcTime last = clock.WallNow.Plus(-200_000);
        See(20);

        Assert.Equal([EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));
        CameraEvent start = Told[0];
        Assert.Equal((CameraEventKind.Object, ObjectClass.Person, 0.9f), (start.Kind, start.Object, start.Confidence));
        Assert.NotNull(start.Box);
        Assert.Equal((first, last), (start.Time, Told[1].Time));
        Assert.Equal(start.Key, Told[1].Key);
        Assert.Equal("<document/>", start.Raw);
    }

    [Fact]
    public void ObjectInOnePicture_OrUnsure_IsNotTold()
    {
        See(1, ObjectClass.Person);
        See(20);
        for (int i = 0; i < 10; i++)
        {
            SeeOne(new AnalyticsObject("1", ObjectClass.Vehicle, "Car", 0.1f, Box, null));
        }
        See(20);

        Assert.Empty(Told);
    }

    [Fact]
    public void CameraTellsOfThePerson_TheMessageGetsTheBox_AndNothingIsToldTwice()
    {
        See(3, ObjectClass.Person);
        ear.Hear(Person(EventPhase.Start), EventWay.PullPoint);
        See(20, ObjectClass.Person);
        ear.Hear(Person(EventPhase.End), EventWay.PullPoint);
        See(5, ObjectClass.Person);
        See(20);

        Assert.Equal([EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));
        Assert.All(Told, m => Assert.Equal("RuleEngine/ObjectDetection/Object", m.Topic));
        Assert.NotNull(Told[0].Box);
        Assert.Equal(0.9f, Told[0].Confidence);
    }

    [Fact]
    public void MessageBeforeThePicture_WaitsForItsBox()
    {
        See(3);
        ear.Hear(Person(EventPhase.Start), EventWay.PullPoint);
        Assert.Empty(Told);

        See(1, ObjectClass.Person);

        Assert.NotNull(Assert.Single(Told).Box);
    }

    [Fact]
    public void MessageWithoutAPicture_IsToldAfterASecond_AndItsEndAfterIt()
    {
        See(3);
        ear.Hear(Person(EventPhase.Start), EventWay.PullPoint);
        See(6);
        Assert.Null(Assert.Single(Told).Box);

        ear.Hear(Person(EventPhase.End), EventWay.PullPoint);
        ear.Hear(Person(EventPhase.Start), EventWay.PullPoint);
        ear.Hear(Person(EventPhase.End), EventWay.PullPoint);

        Assert.Equal([EventPhase.Start, EventPhase.End, EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));
    }

    [Fact]
    public void CameraThatTellsLate_AddsNoSecondEvent()
    {
        See(10, ObjectClass.Person);
        Assert.Equal(GateAnswer.Repeated, ear.Hear(Person(EventPhase.Start), EventWay.PullPoint));
        See(10, ObjectClass.Person);
        ear.Hear(Person(EventPhase.End), EventWay.PullPoint);
        See(20);

        Assert.Equal([EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));
    }

    [Fact]
    public void WhatParks_EndsAfterAWhile_AndBeginsAnewWhenItMoves()
    {
        for (int i = 0; i < 200; i++)
        {
            SeeOne(new AnalyticsObject("7", ObjectClass.Vehicle, "Car", 0.8f, Box, null));
        }
        Assert.Equal([EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));

        See(10, ObjectClass.Vehicle);

        Assert.Equal([EventPhase.Start, EventPhase.End, EventPhase.Start], Told.Select(m => m.Phase));
    }

    [Fact]
    public void StreamThatEnds_EndsWhatItShowed_AndOneWayIsLeft()
    {
        See(10, ObjectClass.Animal);
        ear.Open(EventWay.Metadata);
        ear.CloseScene();
        ear.Lose(EventWay.Metadata);

        Assert.Equal([EventPhase.Start, EventPhase.End], Told.Select(m => m.Phase));
        Assert.Empty(sink.Interrupted);

        ear.Lose(EventWay.PullPoint);
        Assert.Single(sink.Interrupted);
    }

    [Fact]
    public void Plates_AreToldApart()
    {
        for (int i = 0; i < 10; i++)
        {
            SeeOne(new AnalyticsObject("1", ObjectClass.Plate, "LicensePlate", 0.9f, Box, "B-AB 123"), new AnalyticsObject("2", ObjectClass.Plate, null, null, null, "M-X 9"));
        }

        Assert.Equal(["B-AB 123", "M-X 9"], Told.Select(m => m.Text).Order(StringComparer.Ordinal));
    }

    /// <summary>So many pictures of an object that walks; of nothing without a class.</summary>
    private void See(int pictures, ObjectClass? seen = null)
    {
        for (int i = 0; i < pictures; i++)
        {
            x = (x + 0.05f) % 0.8f;
            SeeOne(seen is { } one ? [new AnalyticsObject("1", one, one.ToString(), 0.9f, Box with { Left = x }, null)] : []);
        }
    }

    private void SeeOne(params AnalyticsObject[] objects)
    {
        ear.See(new AnalyticsFrame(clock.WallNow, null, objects), clock.WallNow, () => "<document/>");
        ear.Tick();
        time.Advance(Picture);
    }

    private CameraEvent Motion(EventPhase phase) => Message(CameraEventKind.Motion, phase, "VideoSource/MotionAlarm", ObjectClass.None);

    private CameraEvent Person(EventPhase phase) => Message(CameraEventKind.Object, phase, "RuleEngine/ObjectDetection/Object", phase == EventPhase.End ? ObjectClass.None : ObjectClass.Person);

    private CameraEvent Message(CameraEventKind kind, EventPhase phase, string topic, ObjectClass seen) =>
        new() { Kind = kind, Phase = phase, Time = clock.WallNow, Key = topic, Topic = topic, Object = seen, Raw = "" };
}
