[assembly: AssemblyFixture(typeof(Packages.Tests.ForeignApplication))]
