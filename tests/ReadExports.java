import java.util.Set;
import java.util.TreeSet;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.riot.RDFLanguages;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandler;

/**
 * Prints what Jena has to say about each file, and then, after its name, whether it holds what the
 * first one does: the same graphs, or in a format of triples all of them as one.
 */
class ReadExports {
    public static void main(String[] paths) {
        Dataset first = null;
        for (String path : paths) {
            Dataset found = DatasetFactory.create();
            try {
                RDFParser.source(path).checking(true).errorHandler(telling(path)).parse(found);
            } catch (RuntimeException error) {
                System.out.println(path + "\tunread\t" + error.getMessage());
                continue;
            }
            first = first == null ? found : first;
            System.out.println(path + "\t" + (isSame(path, first, found) ? "same" : "other"));
        }
    }

    private static boolean isSame(String path, Dataset first, Dataset found) {
        if (!RDFLanguages.isQuads(RDFLanguages.filenameToLang(path))) {
            return first.getUnionModel().isIsomorphicWith(found.getDefaultModel());
        }
        return names(first).equals(names(found))
                && names(first).stream()
                        .allMatch(n -> first.getNamedModel(n).isIsomorphicWith(found.getNamedModel(n)));
    }

    private static Set<String> names(Dataset dataset) {
        Set<String> names = new TreeSet<>();
        dataset.listNames().forEachRemaining(names::add);
        return names;
    }

    private static ErrorHandler telling(String path) {
        return new ErrorHandler() {
            @Override
            public void warning(String message, long line, long column) {
                System.out.printf("%s\twarning\t%d:%d %s%n", path, line, column, message);
            }

            @Override
            public void error(String message, long line, long column) {
                System.out.printf("%s\terror\t%d:%d %s%n", path, line, column, message);
            }

            @Override
            public void fatal(String message, long line, long column) {
                throw new IllegalArgumentException(line + ":" + column + " " + message);
            }
        };
    }
}
