package import Notebooks
package import SourceText
