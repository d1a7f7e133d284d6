using Nvr.Core.Events;
using Nvr.Core.Objects;
using Nvr.Recording.Watching;
using Nvr.Sandbox.Protocol;

namespace Nvr.Recording.Tests.Watching;

public sealed class ObjectWordsTests
{
    [Theory]
    [InlineData("person", ObjectClass.Person)]
    [InlineData("Person", ObjectClass.Person)]
    [InlineData("traffic_light", ObjectClass.Other)]
    [InlineData("car", ObjectClass.Vehicle)]
    [InlineData(" Pickup-Truck ", ObjectClass.Vehicle)]
    [InlineData("dog", ObjectClass.Animal)]
    [InlineData("Human_face", ObjectClass.Face)]
    [InlineData("license_plate", ObjectClass.Plate)]
    [InlineData("cargo", ObjectClass.Other)]
    [InlineData("", ObjectClass.Other)]
    public void Word_HasAClass(string word, ObjectClass expected) => Assert.Equal(expected, ObjectWords.ClassOf(word));

    [Theory]
    [InlineData(0.1f, 0.5f, 0.6f, 0.7f, MoveDirection.Right)]
    [InlineData(0.6f, 0.5f, 0.1f, 0.7f, MoveDirection.Left)]
    [InlineData(0.5f, 0.2f, 0.6f, 0.7f, MoveDirection.Towards)]
    [InlineData(0.5f, 0.7f, 0.6f, 0.2f, MoveDirection.Away)]
    [InlineData(0.5f, 0.5f, 0.52f, 0.47f, MoveDirection.None)]
    public void Path_HasADirection(float fromX, float fromY, float toX, float toY, MoveDirection expected) =>
        Assert.Equal(expected, ObjectWords.DirectionOf([new ObjectPoint(0, fromX, fromY), new ObjectPoint(1, 0.5f, 0.5f), new ObjectPoint(2, toX, toY)]));

    [Fact]
    public void Colours_HaveTheIndexNames_EachItsOwn()
    {
        Assert.All(Enum.GetValues<BasicColour>(), c => Assert.Equal(c.ToString(), ObjectWords.ColoursOf([c]).ToString()));
        Assert.Equal(ObjectColours.Red | ObjectColours.Black, ObjectWords.ColoursOf([BasicColour.Red, BasicColour.Black]));
        Assert.Equal(ObjectColours.None, ObjectWords.ColoursOf([]));
    }
}
