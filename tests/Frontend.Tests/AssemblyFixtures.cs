using Tests.Databases;

[assembly: AssemblyFixture(typeof(PostgresServer))]
